import type { Connector } from "../bird/state.ts";
import { each, type Html, html, options } from "../html/page.ts";
import { displayNumber } from "../ids.ts";
import { INSTALL_MODES } from "../settings.ts";
import type { World } from "../world.ts";

const STATUSES = Object.fromEntries(["active", "pending", "inactive", "error"].map((s) => [s, s]));
const MODES = Object.fromEntries(INSTALL_MODES.map((one) => [one, one]));

/** What was installed at Bird, and what became of it. */
export function installsSection(world: World): Html {
  const connectors = [...world.bird.connectors.values()].reverse();
  return html`<section aria-labelledby="h-installs" class="wide"><h2 id="h-installs">Installed at Bird</h2>
    ${
      connectors.length === 0
        ? html`<p class="empty">Nothing yet. The setting "Bird's install" decides how the next one goes.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Installed numbers"><table>
    <thead><tr><th scope="col">Number</th><th scope="col">Connector</th><th scope="col">Channel</th><th scope="col">Problem</th><th scope="col">Change</th></tr></thead>
    <tbody>${each(connectors, (one) => installRow(world, one))}</tbody></table></div>`
    }</section>`;
}

function installRow(world: World, connector: Connector): Html {
  const channel = world.bird.channels.get(connector.channelId);
  const shown = displayNumber(connector.phoneNumber);
  const tones: Record<string, string> = { active: "good", error: "bad" };
  const state = channel
    ? html`<span class="state ${tones[channel.status] ?? "busy"}">${channel.status}</span><br><code>${channel.id}</code>`
    : html`<span class="state">none</span>`;
  const change = channel
    ? html`<form data-api="/control/bird/channels/${channel.id}" class="row tight"><select name="status" aria-label="New status of ${shown}">${options(STATUSES, channel.status)}</select><button type="submit" class="small" aria-label="Set status of ${shown}">Set</button></form>
      <form data-api="/control/bird/channels/${channel.id}/inbound" class="row tight"><button type="submit" class="small" aria-label="A customer writes to ${shown}">A customer writes</button></form>`
    : html`<form data-api="/control/bird/connectors/${connector.id}" class="row tight"><select name="install" aria-label="Install of ${shown}">${options(MODES, "active")}</select><button type="submit" class="small" aria-label="Install ${shown} now">Install</button></form>`;
  return html`<tr><td class="nowrap">${shown}</td><td>${connector.name}<br><code>${connector.id}</code></td>
    <td>${state}</td><td>${connector.problem ?? ""}</td><td>${change}</td></tr>`;
}
