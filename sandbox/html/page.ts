import { html, raw } from "hono/html";

export type Html = ReturnType<typeof html>;

/** A whole page; everything it needs comes from this origin. */
export function page(given: {
  title: string;
  bodyClass: "console" | "dialog" | "demo" | "";
  body: Html;
  script?: string;
}): Html {
  const { title, bodyClass, body, script } = given;
  const sheet = { console: "console.css", dialog: "popup.css", demo: "demo.css", "": undefined }[
    bodyClass
  ];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/assets/app.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/sandbox.css">
${sheet ? html`<link rel="stylesheet" href="/assets/${sheet}">` : ""}
${script ? html`<script src="/assets/${script}" type="module"></script>` : ""}
</head>
<body class="${bodyClass}">${body}</body>
</html>`;
}

/** Data for a page's script, safe inside a script element. */
export function jsonScript(id: string, value: unknown): Html {
  const text = JSON.stringify(value).replaceAll("<", "\\u003c");
  return html`<script type="application/json" id="${id}">${raw(text)}</script>`;
}

/** The options of a select, from labels by value. */
export function options(choices: Readonly<Record<string, string>>, selected: string): Html {
  return html`${Object.entries(choices).map(
    ([value, label]) =>
      html`<option value="${value}" ${value === selected ? "selected" : ""}>${label}</option>`,
  )}`;
}

/** Joins fragments; hono's template takes arrays of them. */
export function each<T>(items: Iterable<T>, render: (item: T, index: number) => Html): Html {
  return html`${[...items].map(render)}`;
}

export { html };
