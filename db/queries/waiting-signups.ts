import { and, between, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { signups } from "../schema";
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

/** Those of all tenants whose last sign of life lies between two times. */
export function listWaitingSignups(db: Db, from: Date, to: Date): Promise<SignupRow[]> {
  return db
    .select()
    .from(signups)
    .where(and(isWaiting, between(lastSign, from.toISOString(), to.toISOString())))
    .limit(500);
}

/** Whether a tenant's signups hold a token that nobody has settled yet: what they lead to is not known. */
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
