import { FAULTS } from "../faults.ts";
import { each, type Html, html, options } from "../html/page.ts";
import { countRequests } from "../request-log.ts";
import { PRESETS } from "../scenarios/presets.ts";
import { type Settings, settingChoices } from "../settings.ts";
import type { World } from "../world.ts";

/** Which launch the next popups get. */
export function scenarioSection(world: World): Html {
  const { standing, next } = world.scenarios;
  const current = next ?? standing;
  const left = next ? `for ${next.left} more, then ${standing.id}` : "until changed";
  const titles = Object.fromEntries(PRESETS.map(({ id, title }) => [id, `${id}: ${title}`]));
  const chosen = PRESETS.find(({ id }) => id === current.id);
  return html`<section aria-labelledby="h-scenario"><h2 id="h-scenario">Next signup</h2>
    <p><strong>${current.id}</strong> <span class="hint">${left}</span></p>
    <p class="hint">${chosen ? `A good portal: ${chosen.expect}` : ""}</p>
    <form data-api="/control/scenario" class="row">
      <label class="field grow"><span>Scenario</span><select name="id">${options(titles, current.id)}</select></label>
      <label class="field short"><span>Times</span><input name="times" inputmode="numeric" placeholder="always"></label>
      <button type="submit" class="primary">Use it</button>
    </form></section>`;
}

/** The clock that codes, tokens and verifications live by. */
export function clockSection(world: World): Html {
  const now = new Date(world.clock.now()).toISOString();
  const steps = {
    "31000": "31 seconds",
    "180000": "3 minutes",
    "86400000": "1 day",
    "5184000000": "60 days",
  };
  return html`<section aria-labelledby="h-clock"><h2 id="h-clock">Clock</h2>
    <p><time datetime="${now}" class="big">${now.slice(0, 19).replace("T", " ")}</time> <span class="hint">UTC, speed ${world.clock.speed()}</span></p>
    <form data-api="/control/clock" class="row">
      <label class="field grow"><span>Move forward</span><select name="advanceMs">${options(steps, "31000")}</select></label>
      <button type="submit">Move</button>
    </form>
    <form data-api="/control/reset" class="row end"><button type="submit" class="danger">Reset everything</button></form>
    </section>`;
}

/** What goes wrong on purpose. */
export function faultsSection(world: World): Html {
  const names = Object.fromEntries(FAULTS.map((one) => [one, one]));
  return html`<section aria-labelledby="h-faults"><h2 id="h-faults">Faults</h2>
    ${
      world.faults.length === 0
        ? html`<p class="empty">Every call is answered properly.</p>`
        : html`<ul class="list">${each(
            world.faults,
            (
              one,
            ) => html`<li><span><strong>${one.fault}</strong> on ${one.target} <code>${one.path || "every path"}</code> <span class="hint">${one.left === undefined ? "always" : `${one.left} left`}${one.fault === "drop" ? `, ${one.when} processing` : ""}</span></span>
        <form data-api="/control/faults/${one.id}" data-method="DELETE"><button type="submit" class="small" aria-label="Remove ${one.fault} on ${one.target} ${one.path}">Remove</button></form></li>`,
          )}</ul>`
    }
    <form data-api="/control/faults" class="fields">
      <label class="field"><span>Target</span><select name="target">${options({ graph: "Graph", bird: "Bird" }, "graph")}</select></label>
      <label class="field"><span>Path contains</span><input name="path" placeholder="oauth/access_token"></label>
      <label class="field"><span>Fault</span><select name="fault">${options(names, "status")}</select></label>
      <label class="field"><span>When (drop)</span><select name="when">${options({ before: "before processing", after: "after (answer lost)" }, "before")}</select></label>
      <label class="field"><span>HTTP status</span><input name="status" inputmode="numeric" placeholder="500"></label>
      <label class="field"><span>Graph code</span><input name="code" inputmode="numeric" placeholder="2"></label>
      <label class="field"><span>Latency, ms</span><input name="latencyMs" inputmode="numeric" placeholder="0"></label>
      <label class="field"><span>Times</span><input name="times" inputmode="numeric" placeholder="always"></label>
      <button type="submit">Add fault</button>
    </form></section>`;
}

const LABELS: Record<keyof Settings, string> = {
  sdk: "SDK delivery",
  sdkDelayMs: "SDK delay when slow, ms",
  sdkBlockedBy: "SDK blocked by",
  acceptMissingRedirectUri: "Exchange without redirect_uri",
  acceptEmptyRedirectUri: "Exchange with empty redirect_uri",
  tokenLifetime: "Token lifetime",
  requireAppSecretProof: "appsecret_proof required",
  registerAgain: "Registering a second time",
  enforceRateLimit: "Rate limit per WABA enforced",
  numberListCarriesWhatsApp: "Bird's list carries whatsApp",
  purchase: "What Bird says to an order",
  purchaseAnswer: "What a purchase is answered with",
  install: "Bird's install",
  channelDelayMs: "Channel appears after, ms",
  channelAtOnce: "Channel id in the first answer",
  installFailure: "A failed install shows as",
  connectorStatus: "Status of a new connector",
  birdSecurityScheme: "Bird's security scheme",
  messageStepMs: "A message's next status after, ms",
  strictWebhookUrl: "Bird wants https webhook URLs",
  birdDelivery: "Bird's events arrive",
  birdRetryMs: "Bird's first retry after, ms",
  metaDelivery: "Meta's events arrive",
  metaRetryMs: "Meta's first retry after, ms",
  partnerAddedMs: "PARTNER_ADDED comes after, ms",
};

/** Switches for what the documentation leaves open. */
export function settingsSection(world: World): Html {
  const names = Object.keys(LABELS) as (keyof Settings)[];
  return html`<section aria-labelledby="h-settings"><h2 id="h-settings">Settings</h2>
    <form data-api="/control/settings" class="fields">${each(names, (name) => {
      const value = String(world.settings[name]);
      const choices = settingChoices(name);
      const words = { true: "yes", false: "no" } as Record<string, string>;
      const control =
        choices.length === 0
          ? html`<input name="${name}" ${typeof world.settings[name] === "number" ? html`inputmode="numeric"` : ""} value="${value}">`
          : html`<select name="${name}">${options(Object.fromEntries(choices.map((one) => [one, words[one] ?? one])), value)}</select>`;
      return html`<label class="field"><span>${LABELS[name]}</span>${control}</label>`;
    })}<button type="submit">Save settings</button></form></section>`;
}

/** What Graph and Bird were asked. */
export function requestsSection(world: World): Html {
  const counts = Object.entries(countRequests(world.requests));
  const latest = world.requests.slice(-12).reverse();
  return html`<section aria-labelledby="h-requests" class="wide"><h2 id="h-requests">Calls received</h2>
    ${
      latest.length === 0
        ? html`<p class="empty">None yet.</p>`
        : html`
    <p class="chips">${each(counts, ([endpoint, count]) => html`<span class="chip"><code>${endpoint}</code> ${count}</span>`)}</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Latest calls"><table><thead><tr><th scope="col">Time</th><th scope="col">Call</th><th scope="col">Status</th><th scope="col">ms</th></tr></thead>
    <tbody>${each(latest, (one) => html`<tr><td>${one.at.slice(11, 19)}</td><td>${one.target} <code>${one.method} ${one.path}</code></td><td><span class="state ${Number(one.status) < 400 ? "good" : "bad"}">${one.status}${one.fault ? ` (${one.fault})` : ""}</span></td><td>${one.durationMs}</td></tr>`)}</tbody></table></div>
    <form data-api="/control/requests" data-method="DELETE" class="row end"><button type="submit" class="small">Clear the log</button></form>`
    }
    </section>`;
}
