import { createHash } from "node:crypto";
import { z } from "zod";
import {
  countSignupEvents,
  findSignup,
  insertSignupEvent,
  lockSignup,
  type SignupKey,
  type SignupRow,
  storeCancel,
  storeFinish,
} from "@/db/queries/signups";
import type { Context, TenantActor } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { moveLinkToFailed } from "@/lib/links/move-link-to-failed";
import { parseSignupEvent, type SignupEvent } from "@/lib/meta/signup-event";
import { keptPayload } from "./kept-payload";
import { settleSignup } from "./settle-signup";
import { toSignupView } from "./to-signup-view";
import type { SignupView } from "./view";

export const ReceiveSession = z.strictObject({ signupId: Id, event: z.unknown() });

const EVENTS_MAX = 50;

/**
 * Half B: keeps the session event as it came, joins it with the code when that is there, and settles the signup.
 * Any order, any number of times. Throws invalid_input when it is no event of Embedded Signup, not_found.
 */
export async function receiveSession(
  ctx: Context<TenantActor>,
  { signupId, event: received }: z.infer<typeof ReceiveSession>,
): Promise<SignupView> {
  const event = parseSignupEvent(received);
  if (!event) {
    const message =
      'The body must be Meta\'s message as received: {"type":"WA_EMBEDDED_SIGNUP","event":…,"data":…}.';
    throw new AppError("invalid_input", message, { errors: [{ field: "event", message }] });
  }
  const key = { tenantId: ctx.actor.tenantId, signupId };
  const current = await findSignup(ctx.db, key);
  if (!current) throw notFound("signup");
  await store(ctx, key, event);
  const row = await findSignup(ctx.db, key);
  if (!row) throw notFound("signup");
  return toSignupView(ctx, isReady(row) ? await settleSignup(ctx, key) : row);
}

async function store(ctx: Context<TenantActor>, key: SignupKey, event: SignupEvent): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockSignup(tx, key);
    if ((await countSignupEvents(tx, key.signupId)) >= EVENTS_MAX) return;
    const digest = createHash("sha256").update(JSON.stringify(event.raw)).digest("hex");
    const isNew = await insertSignupEvent(tx, { ...key, digest, payload: keptPayload(event) });
    if (!isNew) return;
    const now = ctx.now();
    if (event.outcome === "finish") {
      const { wabaIds, phoneNumberId, businessId } = event;
      await storeFinish(tx, key, {
        event: event.event,
        eventData: { wabaIds, phoneNumberId, businessId },
        now,
      });
    }
    if (event.outcome === "cancel" || event.outcome === "error")
      await storeStop(tx, ctx, { key, event });
  });
}

type Stop = { key: SignupKey; event: SignupEvent };

/** Meta: the two CANCEL shapes differ by `current_step` (left) and `error_message` (an error was reported). */
async function storeStop(
  tx: Context["db"],
  ctx: Context<TenantActor>,
  { key, event }: Stop,
): Promise<void> {
  const isReported = Boolean(event.errorMessage || event.errorCode) || event.outcome === "error";
  const detail = {
    source: "browser" as const,
    ...(event.currentStep && { currentStep: event.currentStep }),
    ...(event.errorCode && { errorCode: event.errorCode }),
    ...(event.errorMessage && { errorMessage: event.errorMessage }),
    ...(event.sessionId && { sessionId: event.sessionId }),
  };
  const row = await storeCancel(tx, key, {
    failureCode: isReported ? "signup_error_reported" : "signup_cancelled",
    failureDetail: detail,
    updatedAt: ctx.now(),
  });
  if (row) await moveLinkToFailed(tx, ctx, row);
}

function isReady(row: SignupRow): boolean {
  return Boolean(row.event && row.sealedToken && !row.connectionId && row.state !== "failed");
}
