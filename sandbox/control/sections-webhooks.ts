import type { Delivery } from "../deliveries.ts";
import { each, type Html, html, options } from "../html/page.ts";
import type { World } from "../world.ts";

const SHOWN = 12;
const EVENTS = {
  PARTNER_ADDED: "PARTNER_ADDED",
  PARTNER_REMOVED: "PARTNER_REMOVED",
  PARTNER_APP_INSTALLED: "PARTNER_APP_INSTALLED",
  PARTNER_APP_UNINSTALLED: "PARTNER_APP_UNINSTALLED",
  ACCOUNT_OFFBOARDED: "ACCOUNT_OFFBOARDED",
  ACCOUNT_RECONNECTED: "ACCOUNT_RECONNECTED",
  ACCOUNT_DELETED: "ACCOUNT_DELETED",
};
const REVIEWS = { APPROVED: "approved", REJECTED: "rejected", PENDING: "pending" };
const CALLBACKS = { deauthorize: "Deauthorize", "data-deletion": "Data deletion" };

/** Where Meta's webhooks go, and what Meta may say. */
export function metaEventsSection(world: World): Html {
  const { webhook, wabas, phones } = world.meta;
  const accounts = Object.fromEntries([...wabas.values()].map(({ id, name }) => [id, name]));
  const numbers = Object.fromEntries([...phones.values()].map((one) => [one.id, one.number]));
  return html`<section aria-labelledby="h-events" class="wide"><h2 id="h-events">What Meta says</h2>
    <p>${webhook ? html`Webhooks go to <code>${webhook.callbackUrl}</code>` : "No callback URL is set: Meta keeps quiet."}</p>
    <form data-api="/control/meta/webhook" class="row">
      <label class="field grow"><span>Callback URL</span><input name="callbackUrl" value="${webhook?.callbackUrl ?? ""}"></label>
      <label class="field"><span>Verify token</span><input name="verifyToken" autocomplete="off"></label>
      <button type="submit">Verify and save</button>
    </form>
    <form data-api="/control/meta/events" class="row">
      <label class="field grow"><span>account_update</span><select name="event">${options(EVENTS, "PARTNER_ADDED")}</select></label>
      <label class="field grow"><span>Account</span><select name="wabaId">${options(accounts, "")}</select></label>
      <button type="submit">Send</button>
    </form>
    <form data-api="/control/meta/events" class="row"><input type="hidden" name="field" value="account_review_update">
      <label class="field grow"><span>Review of the account</span><select name="decision">${options(REVIEWS, "APPROVED")}</select></label>
      <label class="field grow"><span>Account</span><select name="wabaId">${options(accounts, "")}</select></label>
      <button type="submit">Send</button>
    </form>
    <form data-api="/control/meta/events" class="row"><input type="hidden" name="field" value="phone_number_name_update">
      <label class="field grow"><span>Review of the name</span><select name="decision">${options(REVIEWS, "APPROVED")}</select></label>
      <label class="field grow"><span>Number</span><select name="phoneId">${options(numbers, "")}</select></label>
      <button type="submit">Send</button>
    </form>
    <form data-api="/control/meta/callbacks" class="row">
      <label class="field"><span>Callback</span><select name="kind">${options(CALLBACKS, "deauthorize")}</select></label>
      <label class="field grow"><span>URL</span><input name="url"></label>
      <label class="field"><span>Signature</span><select name="valid">${options({ true: "right", false: "wrong" }, "true")}</select></label>
      <button type="submit">Post signed_request</button>
    </form></section>`;
}

/** What was posted to the portal. */
export function deliveriesSection(world: World): Html {
  const latest = world.deliveries.slice(-SHOWN).reverse();
  return html`<section aria-labelledby="h-deliveries" class="wide"><h2 id="h-deliveries">Posted to the portal</h2>
    ${
      latest.length === 0
        ? html`<p class="empty">Nothing yet.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Latest deliveries"><table>
    <thead><tr><th scope="col">Time</th><th scope="col">Event</th><th scope="col">To</th><th scope="col">Answers</th><th scope="col">Again</th></tr></thead>
    <tbody>${each(latest, deliveryRow)}</tbody></table></div>
    <form data-api="/control/deliveries" data-method="DELETE" class="row end"><button type="submit" class="small">Clear deliveries</button></form>`
    }</section>`;
}

function deliveryRow(delivery: Delivery): Html {
  const { id, provider, event, url, createdAt, state, signature } = delivery;
  const tones: Record<string, string> = { succeeded: "good", failed: "bad" };
  const answers = delivery.attempts.map((one) => one.status).join(", ");
  const choices = { right: "signed", wrong: "badly signed" };
  return html`<tr><td>${createdAt.slice(11, 19)}</td>
    <td>${provider} <code>${event}</code>${signature === "wrong" ? " (badly signed)" : ""}</td>
    <td><code>${url}</code></td>
    <td><span class="state ${tones[state] ?? "busy"}">${state}</span> ${answers}</td>
    <td><form data-api="/control/deliveries/redeliver" class="row tight"><input type="hidden" name="id" value="${id}"><select name="signature" aria-label="Signature of delivery ${id}">${options(choices, "right")}</select><button type="submit" class="small" aria-label="Send delivery ${id} again">Send</button></form></td></tr>`;
}
