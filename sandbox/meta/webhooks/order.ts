import { isRecord, type Params, textOf } from "../../params.ts";
import type { World } from "../../world.ts";
import { BIRD_APP } from "../bird-app.ts";
import type { Phone, Waba, WebhookChange } from "../state.ts";
import { PARTNER_EVENTS, partnerChange } from "./partner-events.ts";

/** What somebody asked Meta to tell: the change, and what becomes true at Meta with it. */
export type EventOrder = { change: WebhookChange; takeEffect: () => void };

/** The order of a person or test, or the one sentence that says what is wrong. */
export function readEventOrder(world: World, body: Params): EventOrder | string {
  const field = textOf(body, "field") || "account_update";
  const phone = world.meta.phones.get(textOf(body, "phoneId") ?? "");
  const waba = world.meta.wabas.get(textOf(body, "wabaId") ?? phone?.wabaId ?? "");
  const more = isRecord(body.value) ? body.value : {};
  const entryId = textOf(body, "entryId");
  if (entryId) return plain({ entryId, field, value: more });
  if (!waba) return "wabaId or phoneId: no such account or number";
  const given: Given = { world, body, waba, phone, more };
  if (field === "account_update") return accountUpdate(given);
  if (field === "account_review_update") return reviewUpdate(given);
  if (field === "phone_number_name_update") return nameUpdate(given);
  if (field === "phone_number_quality_update") return qualityUpdate(given);
  return plain({ entryId: waba.id, wabaId: waba.id, field, value: more });
}

type Given = {
  world: World;
  body: Params;
  waba: Waba;
  phone: Phone | undefined;
  more: Record<string, unknown>;
};

function plain(change: WebhookChange): EventOrder {
  return { change, takeEffect: () => {} };
}

function accountUpdate({ world, body, waba, more }: Given): EventOrder | string {
  const event = textOf(body, "event");
  if (!event) return "event is required";
  const partner = PARTNER_EVENTS.find((one) => one === event);
  if (!partner) {
    const change = { entryId: waba.id, wabaId: waba.id, field: "account_update" };
    return plain({ ...change, value: { event, ...more } });
  }
  const asked = textOf(body, "appId") || world.config.appId;
  const appId = asked === "bird" ? BIRD_APP.appId : asked;
  const inSolution = textOf(body, "inSolution") !== "false";
  const change = partnerChange(world, waba, { event: partner, inSolution, appId });
  const { reason, initiatedBy } = body;
  const disconnection = reason
    ? { disconnection_info: { reason, initiated_by: initiatedBy || "USER" } }
    : {};
  const takeEffect = () => {
    if (appId !== world.config.appId) return;
    if (partner === "PARTNER_APP_UNINSTALLED") uninstallApp(world, waba);
    if (partner === "PARTNER_REMOVED") removePartner(world, waba);
  };
  return {
    change: { ...change, value: { ...change.value, ...disconnection, ...more } },
    takeEffect,
  };
}

function reviewUpdate({ body, waba, more }: Given): EventOrder {
  const decision = textOf(body, "decision") || "APPROVED";
  const value = { decision, ...more };
  const change = { entryId: waba.id, wabaId: waba.id, field: "account_review_update", value };
  const takeEffect = () => {
    waba.reviewStatus = decision;
  };
  return { change, takeEffect };
}

function nameUpdate({ body, waba, phone, more }: Given): EventOrder | string {
  if (!phone) return "phoneId: no such number";
  const decision = textOf(body, "decision") || "APPROVED";
  const name = textOf(body, "requestedName") || phone.verifiedName;
  const value = {
    display_phone_number: phone.number.slice(1),
    decision,
    requested_verified_name: name,
    rejection_reason: textOf(body, "rejectionReason") || null,
    ...more,
  };
  const change = { entryId: waba.id, wabaId: waba.id, field: "phone_number_name_update", value };
  const takeEffect = () => {
    const words: Record<string, string> = { APPROVED: "APPROVED", REJECTED: "DECLINED" };
    phone.nameStatus = words[decision] ?? "PENDING_REVIEW";
    if (decision === "APPROVED") phone.verifiedName = name;
  };
  return { change, takeEffect };
}

function qualityUpdate({ body, waba, phone, more }: Given): EventOrder | string {
  if (!phone) return "phoneId: no such number";
  const value = {
    display_phone_number: phone.number.slice(1),
    event: textOf(body, "event") || "ONBOARDING",
    max_daily_conversations_per_business: textOf(body, "limit") || "TIER_2K",
    ...more,
  };
  const change = { entryId: waba.id, wabaId: waba.id, field: "phone_number_quality_update", value };
  const takeEffect = () => {
    phone.quality = textOf(body, "quality") || phone.quality;
  };
  return { change, takeEffect };
}

/** The customer threw the app out: its tokens for that portfolio are dead. */
function uninstallApp(world: World, waba: Waba): void {
  for (const token of world.meta.tokens.values()) {
    const isTheirs = token.kind === "business" && token.portfolioId === waba.portfolioId;
    if (isTheirs) token.deadSubcode = 458;
  }
  unsubscribe(world, waba);
}

/** The customer stopped sharing one account; tokens live on for the others. */
function removePartner(world: World, waba: Waba): void {
  for (const portfolio of world.meta.portfolios.values()) portfolio.grantedWabaIds.delete(waba.id);
  unsubscribe(world, waba);
}

function unsubscribe({ config }: World, waba: Waba): void {
  waba.subscriptions = waba.subscriptions.filter((one) => one.appId !== config.appId);
}
