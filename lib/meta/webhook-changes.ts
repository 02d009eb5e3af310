import { z } from "zod";

const id = z.union([z.string(), z.number()]).transform(String);
const Change = z.object({
  field: z.string(),
  value: z.record(z.string(), z.unknown()).catch({}),
});
const Entry = z.object({
  id,
  /** Unix seconds. */
  time: z.coerce.number().int().positive().max(8.64e12).optional().catch(undefined),
  changes: z.array(z.unknown()).catch([]),
  /** Meta: some objects name the fields without their values. */
  changed_fields: z.array(z.string()).catch([]),
});
const Envelope = z.object({
  object: z.string(),
  entry: z.array(z.unknown()).catch([]),
});
const Value = z.object({
  event: z.string().optional().catch(undefined),
  waba_info: z.object({ waba_id: id }).optional().catch(undefined),
});

export const WABA_OBJECT = "whatsapp_business_account";

export type WabaChange = {
  /** What Meta tells of; all that Perch knows is about WABA_OBJECT. */
  object: string;
  /** The WABA, or our own portfolio for events about partners. */
  entryId: string;
  /** Undefined when Meta does not say which WABA it is. */
  wabaId: string | undefined;
  occurredAt: Date;
  field: string;
  event: string | undefined;
  value: Record<string, unknown>;
};

/**
 * The changes of a webhook body that was checked and parsed, whatever object it is about; what cannot be read is left
 * out. `receivedAt` stands in for a time that is missing.
 */
export function readChanges(body: unknown, receivedAt = new Date()): WabaChange[] {
  const { data } = Envelope.safeParse(body);
  return data ? data.entry.flatMap((one) => readEntry(one, data.object, receivedAt)) : [];
}

function readEntry(given: unknown, object: string, receivedAt: Date): WabaChange[] {
  const { data: entry } = Entry.safeParse(given);
  if (!entry) return [];
  const occurredAt = entry.time === undefined ? receivedAt : new Date(entry.time * 1000);
  const named = entry.changed_fields.map((field) => ({ field }));
  return [...entry.changes, ...named].flatMap((one) => {
    const { data: change } = Change.safeParse(one);
    if (!change) return [];
    const { field, value } = change;
    const { event, waba_info: info } = Value.parse(value);
    const isOfWaba = object === WABA_OBJECT && !isAboutPartners(field, event);
    const wabaId = info?.waba_id ?? (isOfWaba ? entry.id : undefined);
    return [{ object, entryId: entry.id, wabaId, occurredAt, field, event, value }];
  });
}

const PORTFOLIO_EVENTS = ["AD_ACCOUNT_LINKED", "MM_LITE_TERMS_SIGNED"];

/** Meta: the entry of these is named after the partner's portfolio and not after a WABA. */
function isAboutPartners(field: string, event = ""): boolean {
  if (field === "partner_solutions") return true;
  return (
    field === "account_update" && (event.startsWith("PARTNER_") || PORTFOLIO_EVENTS.includes(event))
  );
}
