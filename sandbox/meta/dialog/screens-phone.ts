import { findByWhatsAppId, numberState } from "../../bird/number-life.ts";
import { type Html, html } from "../../html/page.ts";
import { displayNumber, parseNumber } from "../../ids.ts";
import type { World } from "../../world.ts";
import { phoneLabel, phonesOf } from "../state.ts";
import type { Screen } from "./frame.ts";
import { type Form, radioCards, textField } from "./screens-consent.ts";
import { type DialogSession, type NumberChoice, preVerifiedId } from "./session.ts";

/** Which phone number: a new one, one that is there, the pre-verified one, or none yet. */
export function phoneScreen(world: World, session: DialogSession): Screen {
  const { choices } = session;
  const offered = offeredPreVerified(world, session);
  const known = choices.wabaId ? phonesOf(world.meta, choices.wabaId) : [];
  const app = session.scenario.result === "coexistence";
  const cards = [
    ...(offered ? [preVerifiedCard(offered)] : []),
    ...(app
      ? [
          {
            value: "coexistence",
            label: "Connect the number in my WhatsApp Business app",
            hint: "The number keeps working in the app.",
          },
        ]
      : []),
    { value: "own", label: "Use my own number", fields: ownFields(world, session) },
    ...known.map((phone) => ({
      value: phone.id,
      label: phoneLabel(phone),
      hint: phone.verifiedName,
    })),
    { value: "later", label: "Add a number later" },
  ];
  return {
    title: "Add a phone number",
    body: html`<fieldset><legend class="sr-only">Phone number</legend>${radioCards("number", cards, preselected(session, offered))}</fieldset>`,
  };
}

export function submitPhone(world: World, session: DialogSession, form: Form): string | undefined {
  const { choices } = session;
  const choice = readChoice(world, session, form);
  if (typeof choice === "string") return choice;
  choices.number = choice;
  choices.verified =
    choice.kind === "existing" || (choice.kind === "pre-verified" && !choice.expired);
  return undefined;
}

/** The code that was "sent"; any six digits are right, except for a number nobody here can read. */
export function verificationScreen(_world: World, session: DialogSession): Screen {
  const { number } = session.choices;
  const unreachable = number.kind === "pre-verified";
  const shown = "number" in number ? displayNumber(number.number) : "";
  const how = number.kind === "own" && number.method === "VOICE" ? "by phone call" : "by SMS";
  const note = unreachable
    ? html`<p>We sent a code to <strong>${shown}</strong> by SMS. This number belongs to your provider and its verification ran out, so the code does not reach you.</p>`
    : html`<p>We sent a code ${how} to <strong>${shown}</strong>. In the sandbox it is <strong class="code">${session.smsCode}</strong>, and any six digits work.</p>`;
  return {
    title: "Verify your phone number",
    body: html`${note}${textField({
      name: "smsCode",
      label: "Verification code",
      value: unreachable ? "" : session.smsCode,
      hint: "Six digits",
    })}`,
    extraActions: html`<button type="submit" name="action" value="later">Verify later</button>`,
  };
}

export function submitVerification(
  _world: World,
  session: DialogSession,
  form: Form,
): string | undefined {
  const { choices, scenario } = session;
  choices.verified = false;
  if (form.action === "later") return undefined;
  if (choices.number.kind === "pre-verified")
    return "The verification code could not be verified. (2388093)";
  if (!/^\d{6}$/.test((form.smsCode ?? "").replace(/[\s-]/g, "")))
    return "Enter the six digits of the code.";
  choices.verified = scenario.result !== "unverified";
  return undefined;
}

function ownFields(world: World, session: DialogSession): Html {
  const { number, wabaName } = session.choices;
  const own = number.kind === "own" ? number : undefined;
  const method = own?.method ?? "SMS";
  return html`
    ${textField({ name: "phoneNumber", label: "Phone number", type: "tel", value: own?.number ?? displayNumber(world.ids.peekPhoneNumber()) })}
    ${textField({ name: "displayName", label: "Display name", value: own?.name ?? wabaName })}
    <fieldset class="inline"><legend>How should we send the code?</legend>
      <label><input type="radio" name="method" value="SMS" ${method === "SMS" ? "checked" : ""}> Text message</label>
      <label><input type="radio" name="method" value="VOICE" ${method === "VOICE" ? "checked" : ""}> Phone call</label>
    </fieldset>`;
}

function readChoice(world: World, session: DialogSession, form: Form): NumberChoice | string {
  const { choices, scenario } = session;
  const offered = offeredPreVerified(world, session);
  if (form.number === "later") return { kind: "later" };
  if (form.number === "pre-verified" && offered) return offered;
  if (form.number === "coexistence" && scenario.result === "coexistence") {
    return { kind: "coexistence", number: world.ids.phoneNumber(), name: choices.wabaName };
  }
  const existing = world.meta.phones.get(form.number ?? "");
  if (existing && existing.wabaId === choices.wabaId)
    return { kind: "existing", phoneId: existing.id };
  if (form.number !== "own") return "Choose a phone number.";
  const number = parseNumber(form.phoneNumber ?? "");
  if (!number)
    return "Enter the number with its country code, for example +1 631-555-0101. (3441051)";
  if ([...world.meta.phones.values()].some((phone) => phone.number === number)) {
    return "This number is already in a WhatsApp Business account. Choose that account, or another number. (2388002)";
  }
  if (number === parseNumber(world.ids.peekPhoneNumber())) world.ids.phoneNumber();
  const method = form.method === "VOICE" ? "VOICE" : "SMS";
  return { kind: "own", number, name: form.displayName?.trim() || choices.wabaName, method };
}

type PreVerified = Extract<NumberChoice, { kind: "pre-verified" }>;

function offeredPreVerified(world: World, session: DialogSession): PreVerified | undefined {
  const whatsAppId = preVerifiedId(session);
  const number = whatsAppId && findByWhatsAppId(world.bird, whatsAppId);
  if (!number || world.meta.claimedPreVerifiedIds.has(whatsAppId)) return undefined;
  const state = numberState(number, world.clock.now());
  if (state !== "verified" && state !== "expired") return undefined;
  const expired = state === "expired";
  return { kind: "pre-verified", number: number.number, whatsAppId, expired };
}

function preVerifiedCard({ number, expired }: PreVerified) {
  const hint = expired ? "Needs to be verified again" : "Already verified by your provider";
  return { value: "pre-verified", label: displayNumber(number), hint };
}

function preselected(session: DialogSession, offered: PreVerified | undefined): string {
  const { choices, scenario } = session;
  if (choices.number.kind === "existing") return choices.number.phoneId;
  if (choices.number.kind !== "later") return choices.number.kind;
  if (scenario.result === "no-number") return "later";
  if (scenario.result === "coexistence") return "coexistence";
  return offered ? "pre-verified" : "own";
}
