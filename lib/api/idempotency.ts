import {
  claimIdempotencyKey,
  findIdempotencyKey,
  keepAnswer,
  releaseIdempotencyKey,
} from "@/db/queries/idempotency-keys";
import type { ApiKey, Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { digest } from "@/lib/vault/digest";

/** An answer as it can be kept and given again. */
export type Answer = { status: number; body: string };
type Asked = { key: string; method: string; path: string; body: string };

export const IDEMPOTENCY_KEPT_MS = 24 * 3_600_000;
/** Longer than any request takes; whoever holds a key longer is dead. */
const LEASE_MS = 120_000;
const RETRY_SECONDS = 2;

/** The key of a request, 1 to 255 visible ASCII characters. Throws invalid_input. */
export function idempotencyKeyOf(headers: Headers): string | undefined {
  const key = headers.get("idempotency-key");
  if (key === null) return undefined;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const message = "Send 1 to 255 visible ASCII characters, for example a UUID.";
  throw new AppError("invalid_input", message, { errors: [{ field: "Idempotency-Key", message }] });
}

/**
 * Does the work of a request once per key within 24 hours, and gives its first answer again. A failure is not kept, for
 * its cause may be mended. Throws what the work throws, conflict (`idempotency_in_progress`,
 * `idempotency_outcome_unknown`), invalid_input (`idempotency_key_reused`).
 */
export async function answerOnce(
  ctx: Context<ApiKey>,
  asked: Asked,
  work: () => Promise<Answer>,
): Promise<Answer & { isReplayed: boolean }> {
  const now = ctx.now();
  const ref = { apiKeyId: ctx.actor.keyId, key: asked.key };
  const turn = { ...ref, leaseUntil: new Date(now.getTime() + LEASE_MS) };
  const requestHash = digest([asked.method, asked.path, asked.body].join("\n"));
  const keptSince = new Date(now.getTime() - IDEMPOTENCY_KEPT_MS);
  if (!(await claimIdempotencyKey(ctx.db, { ...turn, requestHash, now, keptSince })))
    return { ...(await firstAnswer(ctx, ref, requestHash)), isReplayed: true };
  const answer = await work().catch(async (error: unknown) => {
    await releaseIdempotencyKey(ctx.db, turn);
    throw error;
  });
  const sealedBody = await ctx.vault.seal(JSON.stringify(answer), bindingOf(ref));
  await keepAnswer(ctx.db, turn, { status: answer.status, sealedBody });
  return { ...answer, isReplayed: false };
}

type Ref = { apiKeyId: string; key: string };

async function firstAnswer(ctx: Context<ApiKey>, ref: Ref, requestHash: string): Promise<Answer> {
  const first = await findIdempotencyKey(ctx.db, ref);
  if (first && first.requestHash !== requestHash)
    throw new AppError(
      "invalid_input",
      "This Idempotency-Key was sent with another request. Give each request a key of its own.",
      { reason: "idempotency_key_reused" },
    );
  if (first && !first.sealedBody && first.leaseUntil <= ctx.now())
    throw new AppError(
      "conflict",
      "The first request with this Idempotency-Key broke off, and may have been done. Read back what it would have made; if it is not there, send it with a new key.",
      { reason: "idempotency_outcome_unknown" },
    );
  if (!first?.sealedBody)
    throw new AppError(
      "conflict",
      "The first request with this Idempotency-Key is still at work.",
      {
        reason: "idempotency_in_progress",
        retryAfterSeconds: RETRY_SECONDS,
      },
    );
  return JSON.parse(await ctx.vault.open(first.sealedBody, bindingOf(ref))) as Answer;
}

/** The answer may tell of any tenant; it belongs to the key that asked. */
function bindingOf({ apiKeyId, key }: Ref): { tenantId: string; rowId: string } {
  return { tenantId: apiKeyId, rowId: `idempotency:${key}` };
}
