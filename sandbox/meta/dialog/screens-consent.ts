import { each, type Html, html, options } from "../../html/page.ts";
import { CODES, ORDERS, parseScenario, RESULTS, SCOPES } from "../../scenarios/options.ts";
import type { World } from "../../world.ts";
import type { Screen } from "./frame.ts";
import type { DialogSession } from "./session.ts";

export type Form = Record<string, string>;

/** Who signs in; also where a person chooses the scenario of this launch. */
export function authenticationScreen(_world: World, session: DialogSession): Screen {
  const { order, result, code, scopes } = session.scenario;
  return {
    title: "Continue as Sam Sandbox",
    body: html`
      <p>You are signed in to a make-believe account that administers every business in this sandbox.</p>
      <div class="person"><span aria-hidden="true">S</span><p><strong>Sam Sandbox</strong><br>sam@example.com</p></div>
      <details class="panel">
        <summary>Sandbox options</summary>
        <p class="hint">Only for this launch. The preset for the next launches is on the <a href="/" target="_blank" rel="noopener">control page</a>.</p>
        ${select("order", "Order of the two halves", options(ORDERS, order))}
        ${select("result", "Result", options(RESULTS, result))}
        ${select("code", "Code", options(CODES, code))}
        ${select("scopes", "Granular scopes", options(SCOPES, scopes))}
      </details>`,
  };
}

/** Takes over the scenario of this launch. */
export function submitAuthentication(
  _world: World,
  session: DialogSession,
  form: Form,
): string | undefined {
  const { scenario, problems } = parseScenario(session.scenario, form);
  session.scenario = scenario;
  return problems[0];
}

/** What both partners will get. */
export function authorizationScreen(world: World, session: DialogSession): Screen {
  const { appName } = world.config;
  const shared =
    typeof session.extras.setup === "object" &&
    session.extras.setup !== null &&
    "solutionID" in session.extras.setup;
  const partners = shared
    ? html`<strong>${appName}</strong> and <strong>Bird</strong>`
    : html`<strong>${appName}</strong>`;
  return {
    title: shared
      ? `Connect your account to ${appName} and Bird`
      : `Connect your account to ${appName}`,
    body: html`
      <p>${partners} will be able to:</p>
      <ul class="ticks">
        <li>See and manage your WhatsApp Business accounts and phone numbers</li>
        <li>Send and receive WhatsApp messages for you</li>
        <li>See your business portfolio's name and verification</li>
      </ul>`,
  };
}

/** The last look before everything is created. */
export function permissionsScreen(world: World, session: DialogSession): Screen {
  const { choices } = session;
  const waba = world.meta.wabas.get(choices.wabaId ?? "")?.name ?? choices.wabaName;
  const portfolio =
    world.meta.portfolios.get(choices.portfolioId ?? "")?.name ?? choices.portfolioName;
  return {
    title: `Give ${world.config.appName} access?`,
    body: html`
      <dl class="facts">
        ${fact("Business portfolio", portfolio)}
        ${fact("WhatsApp Business account", waba)}
        ${fact("Phone number", describeNumber(world, session))}
      </dl>
      <p>Access covers managing the account and sending messages. All of it is granted, or none.</p>`,
  };
}

/** Done; the popup's last words are said when it closes. */
export function successScreen(world: World, session: DialogSession): Screen {
  return {
    title: "Your account is connected",
    body: html`
      <p><strong>${world.config.appName}</strong> can now work with your WhatsApp Business account.</p>
      <dl class="facts">${fact("Phone number", describeNumber(world, session))}</dl>
      <p class="hint">Closing this window counts as finishing, as it does at Meta.</p>`,
  };
}

function describeNumber(world: World, session: DialogSession): string {
  const { number, verified } = session.choices;
  if (number.kind === "later") return "To be added later";
  if (number.kind === "existing") return world.meta.phones.get(number.phoneId)?.number ?? "";
  return number.kind === "own" && !verified ? `${number.number}, not verified` : number.number;
}

function fact(name: string, value: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function select(name: string, label: string, body: Html): Html {
  return html`<label class="field" for="option-${name}"><span>${label}</span><select id="option-${name}" name="${name}">${body}</select></label>`;
}

/** Radio buttons that are cards; each may carry fields of its own. */
export function radioCards(
  name: string,
  cards: readonly { value: string; label: string; hint?: string; fields?: Html }[],
  chosen: string,
): Html {
  return html`<div class="cards">${each(cards, (card) => {
    const id = `${name}-${card.value}`;
    return html`<div class="card">
      <input type="radio" id="${id}" name="${name}" value="${card.value}" ${card.value === chosen ? "checked" : ""}>
      <div><label for="${id}">${card.label}</label>
      ${card.hint ? html`<p class="hint">${card.hint}</p>` : ""}
      ${card.fields ? html`<div class="more">${card.fields}</div>` : ""}</div>
    </div>`;
  })}</div>`;
}

export function textField(given: {
  name: string;
  label: string;
  value: string;
  type?: string;
  hint?: string;
}): Html {
  const { name, label, value, type = "text", hint } = given;
  const described = hint ? html`aria-describedby="hint-${name}"` : "";
  return html`<label class="field" for="field-${name}"><span>${label}</span><input id="field-${name}" name="${name}" type="${type}" value="${value}" autocomplete="off" ${described}></label>
  ${hint ? html`<p class="hint" id="hint-${name}">${hint}</p>` : ""}`;
}
