import { randomInt } from "node:crypto";
import { insertRegistration, listRegistrations } from "@/db/queries/phone-registrations";
import type { FailureCode } from "@/lib/failures";
import { MetaError } from "@/lib/meta/errors";
import { getPhoneHealth, type PhoneHealth } from "@/lib/meta/get-phone-health";
import { registerPhone as registerAtMeta } from "@/lib/meta/register-phone";
import { metaOutcome } from "./provider-outcome";
import type { Outcome, Step, StepInput } from "./step";

/** Meta: ten registrations of a number in 72 hours, then it is locked for as long. */
const REGISTRATIONS_MAX = 10;
const WINDOW_MS = 72 * 3_600_000;
/** What Perch spends of them by itself before people are asked. */
const TRIES_MAX = 3;
/** After the first call and after later ones, be the answer lost or not: what was sent counts. */
const SHORT_PAUSE_MS = 30_000;
const PAUSE_MS = 5 * 60_000;
/** Meta: deleted a moment ago, to be tried again in five minutes. */
const DELETED_RECENTLY = 133015;
/** Meta: created or deregistered, and not live. Any other word is that of a number of Cloud API that is. */
const UNREGISTERED = ["PENDING", "DISCONNECTED", "UNVERIFIED"];

const CODES: Record<number, FailureCode> = {
  133005: "pin_mismatch",
  133006: "number_unverified",
};

/**
 * Registers the number with a PIN of our own, where the ISV and not Bird does that. A number that is live is left
 * alone, and so is one of the WhatsApp Business app.
 */
export const registerPhone: Step = async (input) => {
  const { ctx, meta, connection } = input;
  const { phoneNumberId } = connection;
  if (ctx.env.meta.settings?.registerPhone !== "isv" || connection.isCoexistence || !phoneNumberId)
    return { kind: "skipped" };
  try {
    const health = await getPhoneHealth(meta, await input.token(), phoneNumberId);
    if (isLive(health)) return { kind: "done" };
    if (health.isOnBizApp) return { kind: "skipped" };
  } catch (error) {
    return metaOutcome(error, "registration_refused");
  }
  const turn = await askForTurn(input, phoneNumberId);
  return "kind" in turn ? turn : register(input, { phoneNumberId, ...turn });
};

/** What a call is followed by at the least, by how many were sent before it. */
const pauseAfter = (sent: number) => (sent > 0 ? PAUSE_MS : SHORT_PAUSE_MS);

/** A restricted or flagged number is live: registered again, it would answer with a PIN that does not fit. */
function isLive({ status, platformType = "CLOUD_API" }: PhoneHealth): boolean {
  if (status === "CONNECTED") return true;
  return status !== undefined && platformType === "CLOUD_API" && !UNREGISTERED.includes(status);
}

/** Stops before Meta would lock the number, and long before that when it was Perch alone that tried. */
async function askForTurn(
  { ctx, row }: StepInput,
  phoneNumberId: string,
): Promise<Outcome | { sent: number }> {
  const now = ctx.now();
  const since = new Date(now.getTime() - WINDOW_MS);
  const times = await listRegistrations(ctx.db, { phoneNumberId, since });
  const [oldest] = times;
  if (oldest && times.length >= REGISTRATIONS_MAX) {
    const retryAt = new Date(oldest.getTime() + WINDOW_MS);
    return { kind: "blocked", code: "registration_limited", retryAt };
  }
  const { firstTriedAt, failureDetail } = row ?? {};
  const ours = times.filter((at) => firstTriedAt && at >= firstTriedAt);
  const until = new Date((ours.at(-1)?.getTime() ?? 0) + pauseAfter(ours.length - 1));
  if (until > now) return { kind: "wait", until };
  if (ours.length < TRIES_MAX) return { sent: ours.length };
  return { kind: "blocked", code: "registration_refused", detail: failureDetail ?? undefined };
}

type Turn = { phoneNumberId: string; sent: number };

async function register(input: StepInput, { phoneNumberId, sent }: Turn): Promise<Outcome> {
  const { ctx, meta, connection } = input;
  const pin = await pinOf(input);
  await input.keepLease();
  const { id: connectionId, tenantId } = connection;
  const createdAt = ctx.now();
  await insertRegistration(ctx.db, { tenantId, connectionId, phoneNumberId, createdAt });
  try {
    await registerAtMeta(meta, await input.token(), phoneNumberId, pin);
    return { kind: "done" };
  } catch (error) {
    if (!(error instanceof MetaError)) throw error;
    const { code = 0 } = error.graph ?? {};
    if (code === 133016) {
      const retryAt = new Date(ctx.now().getTime() + WINDOW_MS);
      return { kind: "blocked", code: "registration_limited", detail: error.detail, retryAt };
    }
    if (code === DELETED_RECENTLY || error.isTemporary) {
      const pauseMs = code === DELETED_RECENTLY ? PAUSE_MS : pauseAfter(sent);
      const retryAfterMs = Math.max(pauseMs, error.retryAfterMs ?? 0);
      return { kind: "retry", code: "meta_unavailable", detail: error.detail, retryAfterMs };
    }
    return metaOutcome(error, CODES[code] ?? "registration_refused");
  }
}

/** The PIN of earlier attempts, for Meta takes no other; else a new one, sealed before it is used. */
async function pinOf({ ctx, connection, save }: StepInput): Promise<string> {
  const binding = { tenantId: connection.tenantId, rowId: `${connection.id}:pin` };
  if (connection.sealedPin) return ctx.vault.open(connection.sealedPin, binding);
  const pin = String(randomInt(1_000_000)).padStart(6, "0");
  await save({ sealedPin: await ctx.vault.seal(pin, binding) });
  return pin;
}
