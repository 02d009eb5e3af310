import { and, between, desc, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { HOLDING_STATES } from "@/lib/connections/states";
import { connections, signups } from "../schema";
import type { Db } from "../types";
import type { SignupKey, SignupRow } from "./signups";

/** Launches that reached Meta and led to nothing here: no token, no connection. */
const isWaiting = and(
  isNull(signups.connectionId),
  isNull(signups.sealedToken),
  inArray(signups.state, ["open", "cancelled", "abandoned", "code_received", "failed"]),
  or(isNotNull(signups.launchedAt), isNotNull(signups.codeHash), isNotNull(signups.event)),
);
const lastSign = sql`greatest(${signups.launchedAt}, ${signups.eventReceivedAt}, ${signups.createdAt})`;

export const WAITING_MAX = 500;

type Span = { from: Date; to: Date; tenantIds?: string[] | undefined };

/**
 * Those of all tenants, or of some, whose last sign of life lies between two times, newest first. What a reconnection insists on is
 * left out when the tenant does not hold that number any more: somebody else may have it now.
 */
export async function listWaitingSignups(
  db: Db,
  { from, to, tenantIds }: Span,
): Promise<SignupRow[]> {
  const isOfThese = tenantIds && inArray(signups.tenantId, tenantIds);
  const rows = await db
    .select({ signup: signups, reconnected: connections.state })
    .from(signups)
    .leftJoin(connections, eq(connections.id, signups.reconnectId))
    .where(and(isWaiting, isOfThese, between(lastSign, from.toISOString(), to.toISOString())))
    .orderBy(desc(signups.id))
    .limit(WAITING_MAX);
  return rows.map(({ signup, reconnected }) => {
    const isHeld = HOLDING_STATES.some((state) => state === reconnected);
    return signup.reconnectId && !isHeld ? { ...signup, expectedPhoneNumber: null } : signup;
  });
}

/** Whether some signup, of any tenant, holds a token that nobody has settled yet: what it leads to is not known. */
export async function hasUnsettled(db: Db, since: Date): Promise<boolean> {
  const count = await db.$count(
    signups,
    and(
      isNull(signups.connectionId),
      isNotNull(signups.sealedToken),
      inArray(signups.state, ["code_received", "joined"]),
      sql`${signups.updatedAt} > ${since.toISOString()}::timestamptz`,
    ),
  );
  return count > 0;
}

type Recovered = Pick<SignupRow, "event" | "eventData" | "exchangedAt" | "updatedAt"> & {
  sealedToken: string;
};

/** Gives a waiting signup the token that was lost with its browser; undefined when it waits no more. */
export async function recoverSignup(
  tx: Db,
  { tenantId, signupId }: SignupKey,
  recovered: Recovered,
): Promise<SignupRow | undefined> {
  const [row] = await tx
    .update(signups)
    .set({
      ...recovered,
      state: "code_received",
      exchangeLeaseUntil: null,
      verifyLeaseUntil: null,
      failureCode: null,
      failureDetail: null,
    })
    .where(and(eq(signups.id, signupId), eq(signups.tenantId, tenantId), isWaiting))
    .returning();
  return row;
}

/** Ends a waiting signup that came to nothing, so that it is nobody's rival. */
export async function abandonSignup(
  db: Db,
  { tenantId, signupId }: SignupKey,
  now: Date,
): Promise<void> {
  await db
    .update(signups)
    .set({ state: "abandoned", failureCode: "signup_abandoned", launchedAt: null, updatedAt: now })
    .where(and(eq(signups.id, signupId), eq(signups.tenantId, tenantId), isWaiting));
}
