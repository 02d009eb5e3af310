import { numberState, whatsAppObject } from "../bird/number-life.ts";
import { type BirdNumber, NUMBER_STATES, type Workspace } from "../bird/state.ts";
import { each, type Html, html, options } from "../html/page.ts";
import { displayNumber } from "../ids.ts";
import { type Phone, phoneLabel } from "../meta/state.ts";
import type { World } from "../world.ts";

const STATES = Object.fromEntries(NUMBER_STATES.map((one) => [one, one]));
const TONES: Record<string, string> = {
  verified: "good",
  failed: "bad",
  expired: "bad",
  absent: "",
};

/** Bird's workspaces and the numbers in them. */
export function birdSection(world: World): Html {
  const { workspaces, numbers } = world.bird;
  const names = Object.fromEntries([...workspaces.values()].map((one) => [one.id, one.name]));
  return html`<section aria-labelledby="h-bird" class="wide"><h2 id="h-bird">Bird numbers</h2>
    ${each(workspaces.values(), (one) =>
      workspaceTable(
        world,
        one,
        [...numbers.values()].filter((number) => number.workspaceId === one.id),
      ),
    )}
    <form data-api="/control/bird/numbers" class="row">
      <label class="field grow"><span>Add a number to</span><select name="workspaceId">${options(names, "")}</select></label>
      <label class="field"><span>State</span><select name="state">${options(STATES, "verified")}</select></label>
      <button type="submit">Add number</button>
    </form></section>`;
}

function workspaceTable(world: World, workspace: Workspace, numbers: BirdNumber[]): Html {
  const rows = each(numbers, (number) => numberRow(world, number));
  return html`<h3>${workspace.name} <code>${workspace.id}</code></h3>
    ${
      numbers.length === 0
        ? html`<p class="empty">No numbers.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Numbers of ${workspace.name}"><table>
    <thead><tr><th scope="col">Number</th><th scope="col">State</th><th scope="col">WhatsApp id</th><th scope="col">Expires</th><th scope="col">Change</th></tr></thead>
    <tbody>${rows}</tbody></table></div>`
    }`;
}

function numberRow(world: World, number: BirdNumber): Html {
  const now = world.clock.now();
  const state = numberState(number, now);
  const whatsApp = whatsAppObject(number, now);
  const shown = displayNumber(number.number);
  const expires = String(whatsApp?.verificationExpiresAt ?? "").slice(0, 10);
  return html`<tr><td class="nowrap">${shown}</td>
    <td><span class="state ${TONES[state] ?? "busy"}">${state}</span></td>
    <td><code>${whatsApp?.whatsAppId ?? "none"}</code></td>
    <td class="nowrap">${expires === "0001-01-01" || expires === "" ? "not yet" : expires}</td>
    <td><form data-api="/control/bird/numbers/${number.id}" class="row tight"><select name="state" aria-label="New state of ${shown}">${options(STATES, state)}</select><button type="submit" class="small" aria-label="Set state of ${shown}">Set</button></form></td></tr>`;
}

/** What signups made at Meta. */
export function assetsSection(world: World): Html {
  const { meta } = world;
  const phones = [...meta.phones.values()].reverse();
  return html`<section aria-labelledby="h-assets" class="wide"><h2 id="h-assets">WhatsApp numbers at Meta</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Numbers at Meta"><table>
    <thead><tr><th scope="col">Number</th><th scope="col">Account</th><th scope="col">Status</th><th scope="col">Verified</th><th scope="col">Name</th><th scope="col">Webhooks to</th></tr></thead>
    <tbody>${each(phones, (phone) => phoneRow(world, phone))}</tbody></table></div></section>`;
}

function phoneRow(world: World, phone: Phone): Html {
  const waba = world.meta.wabas.get(phone.wabaId);
  const apps = waba?.subscriptions.map((one) => one.name).join(", ") || "nobody";
  return html`<tr><td class="nowrap">${phoneLabel(phone)}<br><code>${phone.id}</code></td>
    <td>${waba?.name}<br><code>${phone.wabaId}</code></td>
    <td><span class="state ${phone.status === "CONNECTED" ? "good" : "busy"}">${phone.status}</span></td>
    <td>${phone.codeVerification}</td><td>${phone.nameStatus}</td><td>${apps}</td></tr>`;
}
