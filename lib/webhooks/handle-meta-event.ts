import { z } from "zod";
import type { WebhookEventRow } from "@/db/queries/webhook-events";
import { noteAccountEvent } from "@/lib/connections/note-account-event";
import { noteRemoval } from "@/lib/connections/note-removal";
import type { Context } from "@/lib/context";
import { readChanges, WABA_OBJECT, type WabaChange } from "@/lib/meta/webhook-changes";
import { toE164 } from "@/lib/numbers/phone";
import { readAccountFacts } from "./account-news";
import { noteShare } from "./note-share";
import { ignored, type Outcome, unmatched } from "./outcome";

const text = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);
const Value = z.object({
  display_phone_number: text,
  /** An older shape of PARTNER_REMOVED. */
  phone_number: text,
  waba_info: z
    .object({ partner_app_id: text, owner_business_id: text })
    .optional()
    .catch(undefined),
  disconnection_info: z.object({ reason: text, initiated_by: text }).optional().catch(undefined),
});

const REMOVALS = ["PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED", "ACCOUNT_DELETED"];
const ARRIVALS = ["PARTNER_ADDED", "PARTNER_APP_INSTALLED"];

/** Does what a stored change of Meta asks for. Throws only what another attempt may mend. */
export async function handleMetaEvent(ctx: Context, row: WebhookEventRow): Promise<Outcome> {
  const change = changeOf(row);
  if (!change) return ignored("unreadable");
  const { field, event = "" } = change;
  if (field === "account_update") {
    if (ARRIVALS.includes(event)) return arrive(ctx, change);
    if (REMOVALS.includes(event) && isOurApp(ctx, change)) return remove(ctx, change);
  }
  return note(ctx, change);
}

/** Read by the one reader of Meta's envelope, so that what it knows of its quirks holds here too. */
function changeOf({
  sourceId,
  kind,
  payload,
  occurredAt,
}: WebhookEventRow): WabaChange | undefined {
  const time = Math.floor(occurredAt.getTime() / 1000);
  const entry = [{ id: sourceId, time, changes: [{ field: kind, value: payload }] }];
  return readChanges({ object: WABA_OBJECT, entry }, occurredAt)[0];
}

async function arrive(ctx: Context, change: WabaChange): Promise<Outcome> {
  const { wabaId, occurredAt: sharedAt, value } = change;
  if (!wabaId) return ignored("no account named");
  const ownerBusinessId = Value.parse(value).waba_info?.owner_business_id ?? "";
  const isOurs = isOurApp(ctx, change);
  const outcome = await noteShare(ctx, { wabaId, ownerBusinessId, sharedAt }, { isOurs });
  return outcome.result === "known" && !isOurs ? note(ctx, change) : outcome;
}

function remove(ctx: Context, change: WabaChange): Promise<Outcome> {
  const { event, occurredAt } = change;
  const { disconnection_info: info } = Value.parse(change.value);
  return noteRemoval(ctx, {
    // An older shape names no account in the value, and the entry is the account.
    wabaId: change.wabaId ?? change.entryId,
    phoneNumbers: numbersOf(change),
    reason: event === "ACCOUNT_DELETED" ? "deleted_at_meta" : "removed_at_meta",
    occurredAt,
    facts: { event, reason: info?.reason, initiatedBy: info?.initiated_by },
  });
}

async function note(ctx: Context, change: WabaChange): Promise<Outcome> {
  const { field, event, wabaId, occurredAt } = change;
  const news = readAccountFacts(change);
  if (!news)
    return ignored(field === "account_update" ? `unknown event ${event}` : "unknown field");
  if (!wabaId) return unmatched("no account named");
  return noteAccountEvent(ctx, { wabaId, phoneNumbers: numbersOf(change), ...news, occurredAt });
}

/** Meta names a number by its digits; how we keep it went through a reading of our own. */
function numbersOf({ value }: WabaChange): string[] | undefined {
  const { display_phone_number: display, phone_number: older } = Value.parse(value);
  const digits = (display ?? older)?.replace(/\D/g, "");
  if (!digits) return undefined;
  return [`+${digits}`, toE164(digits) ?? `+${digits}`];
}

function isOurApp(ctx: Context, { value }: WabaChange): boolean {
  const appId = Value.parse(value).waba_info?.partner_app_id;
  return appId === undefined || appId === ctx.env.meta.settings?.appId;
}
