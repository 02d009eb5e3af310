import { consoleHeader } from "../control/header.ts";
import { each, type Html, html, page } from "../html/page.ts";
import type { Mail } from "./mail.ts";

/** Mails, newest first, with links that can be clicked. */
export function inboxPage(mails: readonly Mail[]): Html {
  return page({
    title: `Inbox (${mails.length}) · Sandbox`,
    bodyClass: "console",
    script: "console.js",
    body: html`${consoleHeader("inbox")}
<main class="narrow" data-live="${2000}">
  <h1>Inbox</h1>
  ${mails.length === 0 ? html`<p class="empty">No mail yet. What the portal sends appears here.</p>` : ""}
  ${each(mails, renderMail)}
</main>`,
  });
}

function renderMail(mail: Mail): Html {
  return html`<article class="mail" aria-labelledby="mail-${mail.id}">
    <h2 id="mail-${mail.id}">${mail.subject}</h2>
    <p class="meta">To ${mail.to}, <time datetime="${mail.at}">${mail.at.slice(0, 19).replace("T", " ")} UTC</time></p>
    <p class="text">${linkify(mail.text)}</p>
  </article>`;
}

function linkify(text: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"')]+)/);
  return each(parts, (part, index) =>
    index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`,
  );
}
