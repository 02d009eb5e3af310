import { Hono } from "hono";
import { each, type Html, html, page } from "../html/page.ts";

/** A page as an ISV's product might have it, on an origin of its own: `embed.js` is tried here as its users use it. */
export function demoRoutes(): Hono {
  const demo = new Hono().get("/", (c) => c.html(demoPage(new URL(c.req.url).searchParams)));
  const app = new Hono();
  app.use("*", async (c, next) => {
    await next();
    // The script comes from whichever portal the link is of.
    c.res.headers.set(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self' http: https:; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    c.res.headers.set("Cache-Control", "no-store");
    c.res.headers.set("Referrer-Policy", "no-referrer");
  });
  return app.route("/", demo);
}

function demoPage(params: URLSearchParams): Html {
  const returned = [...params].filter(([name]) => name.startsWith("perch_"));
  return page({
    title: "Acme CRM · Channels",
    bodyClass: "demo",
    script: "demo.js",
    body: html`<header class="bar"><p><strong>Acme CRM</strong></p><p class="note">A stand-in for your product</p></header>
<main>
  <h1>Channels</h1>
  ${returned.length > 0 ? returnedCard(returned) : ""}
  <section class="card" aria-labelledby="whatsapp">
    <h2 id="whatsapp">WhatsApp</h2>
    <p>Your backend makes the link and puts it into this page. Here, paste one from the console.</p>
    <form id="link-form" novalidate>
      <label for="link">Connect link</label>
      <input id="link" name="link" type="url" autocomplete="off" spellcheck="false" placeholder="https://connect.example.com/c/…" aria-describedby="link-error">
      <p id="link-error" role="alert" class="error"></p>
      <div class="buttons">
        <button type="submit" name="mode" value="popup">Connect in a window</button>
        <button type="submit" name="mode" value="page" class="quiet">Connect on this page</button>
        <button type="button" id="by-attribute" class="quiet">Connect by attribute</button>
      </div>
    </form>
  </section>
  <section class="card" aria-labelledby="events">
    <h2 id="events">What this page has heard</h2>
    <ol id="heard" role="log" aria-labelledby="events"></ol>
    <p id="silence" class="note">Nothing yet.</p>
  </section>
</main>`,
  });
}

function returnedCard(returned: [string, string][]): Html {
  return html`<section class="card" aria-labelledby="returned">
    <h2 id="returned">The customer is back</h2>
    <p>Your server checks the signature before it believes any of this.</p>
    <dl>${each(returned, ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
  </section>`;
}
