import {
  type ConnectionKey,
  claimConnection,
  type Lease,
  releaseLease,
} from "@/db/queries/connection-lease";
import { type ConnectionRow, findConnection, listSteps } from "@/db/queries/connections";
import type { Db } from "@/db/types";
import type { Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { dueSteps } from "./plan";

/** Longer than the calls of any one step; a process that dies is replaced after it. */
export const LEASE_MS = 45_000;
/** Waits shorter than this are sat out by the process itself, the job behind it being the safety net. */
const TIMER_MAX_MS = 60_000;
const BUSY_AGAIN_MS = 2_000;
/** Longer than any one call: providers get ten seconds for an answer. */
const CALL_MS = 15_000;

/** One process's turn at moving a connection. */
export type Pass = { key: ConnectionKey; lease: Lease; connection: ConnectionRow };

type Advance = { advance: (ctx: Context) => Promise<void> };

/**
 * Takes the turn, with a job that goes on should this process die; undefined when somebody else has it, when calls of
 * somebody who lost it may be under way, or when nothing is left to do.
 */
export async function beginPass(
  ctx: Context,
  key: ConnectionKey,
  { advance }: Advance,
): Promise<Pass | undefined> {
  const lease = { ...key, leaseId: newId() };
  const now = ctx.now();
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const begun = await ctx.db.transaction(async (tx) => {
    const current = await findConnection(tx, key);
    // Else the job behind each turn would lead to the next one for good.
    if (!current || !(await nextDue(ctx, tx, current))) return undefined;
    const connection = await claimConnection(tx, { ...lease, now, leaseUntil });
    const quietAt = connection ? undefined : quietTime(current, now);
    // Somebody may have asked for this turn because of what the present one has read already.
    const again = connection ? leaseUntil : (quietAt ?? new Date(now.getTime() + BUSY_AGAIN_MS));
    await putAdvance(ctx, tx, key, again);
    return { connection, quietAt };
  });
  if (begun?.quietAt) comeBack(ctx, key, { at: begun.quietAt, advance });
  return begun?.connection && { key, lease, connection: begun.connection };
}

/**
 * Until when nobody may move a connection whose turn was taken away: its calls under way have ended then, and what
 * they did can be seen. Null when nobody had the turn.
 */
export function afterCallsInFlight(
  connection: Pick<ConnectionRow, "leaseUntil"> | undefined,
  now: Date,
): Date | null {
  const leaseUntil = connection?.leaseUntil;
  if (!leaseUntil || leaseUntil < now) return null;
  return new Date(Math.min(leaseUntil.getTime(), now.getTime() + CALL_MS));
}

/** When the turn can be had that nobody has and nobody may take yet. */
function quietTime({ leaseId, leaseUntil }: ConnectionRow, now: Date): Date | undefined {
  const isQuieting = leaseId === null && leaseUntil && leaseUntil >= now;
  return isQuieting ? new Date(leaseUntil.getTime() + 1) : undefined;
}

type PassEnd = Advance & {
  /** After a turn that failed unawares: whatever it failed at would fail again at once. */
  notBefore?: Date | undefined;
};

/** Gives the turn back and sees to it that the next one comes when something is due. */
export async function endPass(
  ctx: Context,
  { key, lease }: Pass,
  { notBefore, advance }: PassEnd,
): Promise<void> {
  const nextAt = await ctx.db.transaction(async (tx) => {
    const released = await releaseLease(tx, lease);
    const due = released && (await nextDue(ctx, tx, released));
    const at = due && notBefore && due < notBefore ? notBefore : due;
    if (at) await putAdvance(ctx, tx, key, at);
    return at;
  });
  if (nextAt) comeBack(ctx, key, { at: nextAt, advance });
}

function comeBack(
  ctx: Context,
  { connectionId }: ConnectionKey,
  { at, advance }: Advance & { at: Date },
): void {
  const delayMs = Math.max(0, at.getTime() - ctx.now().getTime());
  if (delayMs < TIMER_MAX_MS) ctx.jobs.soon(`advance ${connectionId}`, () => advance(ctx), delayMs);
}

/** Has a connection moved at or after a time, with the commit of the transaction. */
export async function putAdvance(
  ctx: Pick<Context, "jobs">,
  tx: Db,
  { tenantId, connectionId }: ConnectionKey,
  startAfter?: Date,
): Promise<void> {
  const data = { tenantId, connectionId };
  await ctx.jobs.put(tx, { queue: "advance_connection", key: connectionId, data, startAfter });
}

async function nextDue(ctx: Context, tx: Db, connection: ConnectionRow): Promise<Date | undefined> {
  if (connection.state === "disconnected") return undefined;
  const now = ctx.now();
  if (connection.disconnectRequestedAt) {
    const { notBefore } = connection.disconnectProof ?? {};
    return notBefore ? new Date(notBefore) : now;
  }
  const steps = await listSteps(tx, { tenantId: connection.tenantId, connectionId: connection.id });
  const times = dueSteps(steps, now).map(({ at }) => at.getTime());
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}
