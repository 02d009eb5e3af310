import { type Html, html } from "../html/page.ts";

const PLACES = {
  control: ["/", "Control"],
  inbox: ["/inbox", "Inbox"],
  demo: ["/demo", "Demo"],
} as const;

/** The top of the sandbox's own pages. */
export function consoleHeader(current: keyof typeof PLACES): Html {
  return html`<header class="bar"><p class="brand"><strong>Sandbox</strong> stands in for Meta and Bird</p>
  <nav aria-label="Sandbox">${Object.entries(PLACES).map(
    ([id, [href, label]]) =>
      html`<a href="${href}" ${id === current ? html`aria-current="page"` : ""}>${label}</a>`,
  )}</nav></header>`;
}
