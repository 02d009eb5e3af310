import { and, eq, inArray, sql } from "drizzle-orm";
import type { StepId, StepState } from "@/lib/connections/states";
import type { FailureCode, FailureDetail } from "@/lib/failures";
import { connectionSteps } from "../schema";
import type { Db } from "../types";
import type { ConnectionKey } from "./connection-lease";
import type { StepRow } from "./connections";

type StepKey = ConnectionKey & { step: StepId };

const ofConnection = ({ tenantId, connectionId }: ConnectionKey) =>
  and(eq(connectionSteps.connectionId, connectionId), eq(connectionSteps.tenantId, tenantId));

/** Notes that a step is being tried now. */
export async function startStep(tx: Db, { now, ...key }: StepKey & { now: Date }): Promise<void> {
  await tx
    .insert(connectionSteps)
    .values({ ...key, state: "running", attempts: 1, firstTriedAt: now, startedAt: now })
    .onConflictDoUpdate({
      target: [connectionSteps.connectionId, connectionSteps.step],
      set: {
        state: "running",
        attempts: sql`${connectionSteps.attempts} + 1`,
        firstTriedAt: sql`coalesce(${connectionSteps.firstTriedAt}, ${now.toISOString()}::timestamptz)`,
        startedAt: now,
        finishedAt: null,
        notBefore: null,
      },
    });
}

type StepChange = {
  state: StepState;
  failures: number;
  failureCode: FailureCode | null;
  failureDetail: FailureDetail | null;
  notBefore: Date | null;
  finishedAt: Date | null;
};

/** Writes how an attempt ended; undefined when the step was reset meanwhile: then it is to be done once more. */
export async function endStep(
  tx: Db,
  { change, ...key }: StepKey & { change: StepChange },
): Promise<StepRow | undefined> {
  const [ended] = await tx
    .update(connectionSteps)
    .set(change)
    .where(
      and(
        ofConnection(key),
        eq(connectionSteps.step, key.step),
        eq(connectionSteps.state, "running"),
      ),
    )
    .returning();
  return ended;
}

/** Has steps done anew, from no attempt at all. */
export async function resetSteps(
  tx: Db,
  { steps, states, ...key }: ConnectionKey & { steps: StepId[]; states?: StepState[] },
): Promise<void> {
  await tx
    .update(connectionSteps)
    .set({
      state: "waiting",
      attempts: 0,
      failures: 0,
      failureCode: null,
      failureDetail: null,
      notBefore: null,
      firstTriedAt: null,
      startedAt: null,
      finishedAt: null,
    })
    .where(
      and(
        ofConnection(key),
        inArray(connectionSteps.step, steps),
        states && inArray(connectionSteps.state, states),
      ),
    );
}
