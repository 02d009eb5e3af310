import { type ConnectionKey, renewLease } from "@/db/queries/connection-lease";
import { startStep } from "@/db/queries/connection-steps";
import {
  type ConnectionRow,
  listSteps,
  type StepRow,
  updateConnection,
} from "@/db/queries/connections";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { announceConnection } from "./announce-connection";
import { beginPass, endPass, LEASE_MS, type Pass } from "./pass";
import { dueSteps, type EngineStep } from "./plan";
import { runDisconnect } from "./run-disconnect";
import { settleStep } from "./settle-step";
import { runStep } from "./steps/run-step";
import { LeaseLostError } from "./steps/step";

const GIVE_BACK_AGAIN_MS = 2_000;
const FAILED_PAUSE_MS = 10_000;

/**
 * Takes a connection as far as it goes now: every step whose needs are met, side by side, and what follows from
 * them. Any number of processes may call it at any time; one at a time does the work, and a job goes on when it dies.
 */
export async function advanceConnection(ctx: Context, key: ConnectionKey): Promise<void> {
  if (!ctx.meta || !ctx.bird) return;
  const advance = (again: Context) => advanceConnection(again, key);
  const pass = await beginPass(ctx, key, { advance });
  if (!pass) return;
  let notBefore: Date | undefined;
  try {
    if (pass.connection.disconnectRequestedAt) await runDisconnect(ctx, pass);
    else await walk(ctx, pass);
  } catch (error) {
    if (!(error instanceof LeaseLostError)) {
      notBefore = new Date(ctx.now().getTime() + FAILED_PAUSE_MS);
      throw error;
    }
    log().warn({ ...key, party: "perch" }, "another process has taken this connection over");
  } finally {
    await giveBack(ctx, pass, { notBefore, until: new Date(ctx.now().getTime() + LEASE_MS) });
  }
}

type GiveBack = { notBefore: Date | undefined; until: Date };

/** A database that comes back must not wait for the lease to run out, so the turn is given back until it would. */
async function giveBack(ctx: Context, pass: Pass, { notBefore, until }: GiveBack): Promise<void> {
  const { key } = pass;
  try {
    const advance = (again: Context) => advanceConnection(again, key);
    await endPass(ctx, pass, { notBefore, advance });
  } catch (error) {
    log().error({ err: error, ...key, party: "perch" }, "a turn could not be given back");
    if (ctx.now() > until) return;
    const again = () => giveBack(ctx, pass, { notBefore, until });
    ctx.jobs.soon(`give back ${pass.lease.leaseId}`, again, GIVE_BACK_AGAIN_MS);
  }
}

async function walk(ctx: Context, pass: Pass): Promise<void> {
  const running = new Map<EngineStep, Promise<void>>();
  try {
    for (;;) {
      const steps = await listSteps(ctx.db, pass.key);
      const due = dueSteps(steps, ctx.now()).filter(
        ({ step, at }) => !running.has(step) && at <= ctx.now(),
      );
      if (due.length > 0) {
        const connection = await keepLease(ctx, pass);
        if (connection.disconnectRequestedAt) break;
        for (const { step } of due) {
          const row = steps.find((one) => one.step === step);
          const attempt = tryStep(ctx, pass, { step, row }).finally(() => running.delete(step));
          running.set(step, attempt);
        }
      }
      if (running.size === 0) break;
      await Promise.race(running.values());
    }
  } finally {
    await Promise.allSettled(running.values());
  }
}

type Attempt = { step: EngineStep; row: StepRow | undefined };

async function tryStep(ctx: Context, pass: Pass, { step, row }: Attempt): Promise<void> {
  const connection = await begin(ctx, pass, step);
  const outcome = await runStep(ctx, { pass, connection, step, row });
  await settleStep(ctx, { pass, connection, step, row, outcome });
}

/** Shows that the step is being tried, before its first call leaves. */
async function begin(ctx: Context, pass: Pass, step: EngineStep): Promise<ConnectionRow> {
  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const held = await renewLease(tx, {
      ...pass.lease,
      leaseUntil: new Date(now.getTime() + LEASE_MS),
    });
    const connection = held && (await updateConnection(tx, held, { updatedAt: now }));
    if (!connection) throw new LeaseLostError();
    await startStep(tx, { ...pass.key, step, now });
    await announceConnection(tx, connection);
    return connection;
  });
}

async function keepLease(ctx: Context, pass: Pass): Promise<ConnectionRow> {
  const leaseUntil = new Date(ctx.now().getTime() + LEASE_MS);
  const held = await renewLease(ctx.db, { ...pass.lease, leaseUntil });
  if (!held) throw new LeaseLostError();
  return held;
}
