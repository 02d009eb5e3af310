import type { DisconnectProof } from "@/db/schema/connections";
import { BirdError } from "@/lib/bird/errors";
import type { Context } from "@/lib/context";
import type { Failure } from "@/lib/failures";
import { log } from "@/lib/log";
import { MetaError } from "@/lib/meta/errors";
import { leaveAccount } from "./leave-account";
import { noteDisconnect } from "./note-disconnect";
import type { Pass } from "./pass";
import { backoffMs } from "./plan";
import { removeFromBird } from "./remove-from-bird";
import { LeaseLostError } from "./steps/step";

/** Bird and Meta get this long to take back what they hold; then the connection ends all the same. */
const PATIENCE_MS = 24 * 3_600_000;

/**
 * Takes a number out of Bird, our app off its account, and the token out of the vault, in this order. Each part notes
 * how it ended, so that a pass that dies goes on with the rest, and none waits for another that fails.
 */
export async function runDisconnect(ctx: Context, pass: Pass): Promise<void> {
  const proof: DisconnectProof = { ...pass.connection.disconnectProof };
  if (proof.notBefore && new Date(proof.notBefore) > ctx.now()) return;
  delete proof.notBefore;
  const connector = proof.connector ?? (await tryPart(ctx, pass, removeFromBird));
  if (typeof connector === "string") proof.connector = connector;
  if (!proof.subscription) {
    proof.isLeaving = true;
    await noteDisconnect(ctx, pass, { proof });
    const subscription = await tryPart(ctx, pass, leaveAccount);
    if (typeof subscription !== "string")
      return postpone(ctx, pass, proof, [connector, subscription]);
    proof.subscription = subscription;
    delete proof.isLeaving;
  }
  proof.token = "wiped";
  if (typeof connector !== "string") return postpone(ctx, pass, proof, [connector]);
  await noteDisconnect(ctx, pass, { proof });
}

type Trouble = { failure: Failure; retryAfterMs: number };

/** How a part ended, or why it is tried again; `unreachable` once there was time enough for that. */
async function tryPart<Ended extends string>(
  ctx: Context,
  pass: Pass,
  part: (ctx: Context, pass: Pass) => Promise<Ended>,
): Promise<Ended | "unreachable" | Trouble> {
  try {
    return await part(ctx, pass);
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    const trouble = troubleOf(error);
    const { code: failureCode, detail } = trouble.failure;
    log().warn(
      { err: error, ...pass.key, failureCode, detail },
      "a part of a disconnection failed",
    );
    return ctx.now() >= deadlineOf(pass) ? "unreachable" : trouble;
  }
}

function troubleOf(error: unknown): Trouble {
  const isBirds = error instanceof BirdError;
  if (!isBirds && !(error instanceof MetaError))
    return { failure: { code: "step_failed" }, retryAfterMs: 0 };
  const ofBird = isBirds && error.isAuth ? "bird_credentials_invalid" : "bird_unavailable";
  return {
    failure: { code: isBirds ? ofBird : "meta_unavailable", detail: error.detail },
    retryAfterMs: error.retryAfterMs ?? 0,
  };
}

function deadlineOf({ connection: { disconnectRequestedAt } }: Pass): Date {
  return new Date((disconnectRequestedAt?.getTime() ?? 0) + PATIENCE_MS);
}

/** Comes back for what failed, at the latest when there was time enough. */
async function postpone(
  ctx: Context,
  pass: Pass,
  proof: DisconnectProof,
  parts: (Trouble | string)[],
): Promise<void> {
  const troubles = parts.filter((part) => typeof part !== "string");
  const attempts = (proof.attempts ?? 0) + 1;
  const waitMs = backoffMs(attempts, Math.max(...troubles.map((one) => one.retryAfterMs)));
  const at = Math.min(ctx.now().getTime() + waitMs, deadlineOf(pass).getTime());
  const later = { ...proof, attempts, notBefore: new Date(at).toISOString() };
  await noteDisconnect(ctx, pass, { proof: later, failure: troubles[0]?.failure });
}
