import { each, type Html, html, jsonScript, page } from "../../html/page.ts";
import { planCancel } from "./relay-plan.ts";
import { type DialogSession, type RelayAction, STEPS } from "./session.ts";

/** One screen: its heading, what is in its form, and what its main button is called. */
export type Screen = { title: string; body: Html; extraActions?: Html };

/** A popup page around a screen. */
export function dialogPage(session: DialogSession, screen: Screen): Html {
  const last = session.step === "success";
  const plan = session.plan ?? planCancel(session);
  const handover = session.code === undefined ? "" : `/dialog/${session.id}/handover`;
  return page({
    title: `${screen.title} · Sandbox`,
    bodyClass: "dialog",
    script: "popup.js",
    body: html`
${banner()}
<main data-handover="${handover}">
  ${topLine(session)}
  <form method="post" action="/dialog/${session.id}" novalidate>
    <h1>${screen.title}</h1>
    ${session.problem ? html`<p class="problem" role="alert">${session.problem}</p>` : ""}
    ${screen.body}
    <div class="actions">
      ${last ? finishButton() : stepButtons(session)}
      ${screen.extraActions ?? ""}
    </div>
  </form>
  ${last ? "" : html`<p class="foot"><a href="/dialog/${session.id}/report">Report a problem</a></p>`}
</main>
${jsonScript("plan", plan)}`,
  });
}

/** A page that says its piece to the opener and goes away. */
export function closingPage(plan: RelayAction[]): Html {
  return page({
    title: "Closing · Sandbox",
    bodyClass: "dialog",
    script: "popup.js",
    body: html`${banner()}<main data-auto-run><h1>You can close this window</h1></main>${jsonScript("plan", plan)}`,
  });
}

/** What Meta shows when app, configuration, solution or version is wrong: no reason, no event. */
export function bareErrorPage(): Html {
  return page({
    title: "Error",
    bodyClass: "dialog",
    body: html`${banner()}<main><h1>Sorry, something went wrong.</h1><p>We're working on getting this fixed as soon as we can.</p></main>`,
  });
}

/** A screen outside the order of steps, such as the problem report. */
export function sidePage(given: { title: string; body: Html; plan: RelayAction[] }): Html {
  const { title, body, plan } = given;
  return page({
    title: `${title} · Sandbox`,
    bodyClass: "dialog",
    script: "popup.js",
    body: html`${banner()}<main>${body}</main>${jsonScript("plan", plan)}`,
  });
}

function banner(): Html {
  return html`<p class="banner"><strong>Sandbox</strong> stands in for Meta. Nothing here is real.</p>`;
}

function topLine(session: DialogSession): Html {
  const at = STEPS.indexOf(session.step);
  return html`<div class="top">
    <ol class="steps" aria-hidden="true">${each(STEPS, (_, index) => html`<li class="${index <= at ? "done" : ""}"></li>`)}</ol>
    <p class="count">Step ${at + 1} of ${STEPS.length}</p>
    <button type="button" class="icon" data-run-plan aria-label="Close">✕</button>
  </div>`;
}

function stepButtons(session: DialogSession): Html {
  const back = html`<button type="submit" name="action" value="back">Back</button>`;
  return html`<button type="submit" name="action" value="continue" class="primary">Continue</button>
    ${session.step === "authentication" ? "" : back}
    <button type="button" data-run-plan class="quiet">Cancel</button>`;
}

function finishButton(): Html {
  return html`<button type="button" class="primary" data-run-plan>Finish</button>`;
}
