import { randomInt } from "node:crypto";
import { insertRegistration, listRegistrations } from "@/db/queries/phone-registrations";
import type { FailureCode } from "@/lib/failures";
import { MetaError } from "@/lib/meta/errors";
import { getPhoneHealth } from "@/lib/meta/get-phone-health";
import { registerPhone as registerAtMeta } from "@/lib/meta/register-phone";
import { metaOutcome } from "./provider-outcome";
import type { Outcome, Step, StepInput } from "./step";

/** Meta: ten registrations of a number in 72 hours, then it is locked for as long. */
const REGISTRATIONS_MAX = 10;
const WINDOW_MS = 72 * 3_600_000;
/** Meta: after these, a few minutes must pass (133004 unavailable, 133015 deleted a moment ago). */
const PAUSE_CODES = [133004, 133015];
const PAUSE_MS = 5 * 60_000;

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
    if (health.status === "CONNECTED") return { kind: "done" };
    if (health.isOnBizApp) return { kind: "skipped" };
  } catch (error) {
    return metaOutcome(error, "registration_refused");
  }
  return (await waitForTurn(input, phoneNumberId)) ?? register(input, phoneNumberId);
};

/** Stops before Meta would lock the number. */
async function waitForTurn(
  { ctx }: StepInput,
  phoneNumberId: string,
): Promise<Outcome | undefined> {
  const since = new Date(ctx.now().getTime() - WINDOW_MS);
  const times = await listRegistrations(ctx.db, { phoneNumberId, since });
  const [oldest] = times;
  if (!oldest || times.length < REGISTRATIONS_MAX) return undefined;
  const retryAt = new Date(oldest.getTime() + WINDOW_MS);
  return { kind: "blocked", code: "registration_limited", retryAt };
}

async function register(input: StepInput, phoneNumberId: string): Promise<Outcome> {
  const { ctx, meta, connection } = input;
  const pin = await pinOf(input);
  await input.keepLease();
  const { id: connectionId, tenantId } = connection;
  await insertRegistration(ctx.db, { tenantId, connectionId, phoneNumberId });
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
    if (PAUSE_CODES.includes(code)) {
      return {
        kind: "retry",
        code: "meta_unavailable",
        detail: error.detail,
        retryAfterMs: PAUSE_MS,
      };
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
