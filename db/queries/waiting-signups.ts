import { and, between, desc, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { connections, signups } from "../schema";
import type { Db } from "../types";
import type { ConnectionRow } from "./connections";
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

/** What a reconnection was to renew, as it is now. */
type Renewed = Pick<ConnectionRow, "state" | "wabaId" | "phoneNumberId" | "connectedAt">;
export type WaitingSignup = SignupRow & { renewed: Renewed | null };

type Span = { from: Date; to: Date; tenantIds?: string[] | undefined };

/**
 * Those of all tenants, or of some, whose last sign of life lies between two times, newest first, with the
 * connection that a reconnection is to renew.
 */
export async function listWaitingSignups(
  db: Db,
  { from, to, tenantIds }: Span,
): Promise<WaitingSignup[]> {
  const { state, wabaId, phoneNumberId, connectedAt } = connections;
  const isOfThese = tenantIds && inArray(signups.tenantId, tenantIds);
  const rows = await db
    .select({ signup: signups, renewed: { state, wabaId, phoneNumberId, connectedAt } })
    .from(signups)
    .leftJoin(connections, eq(connections.id, signups.reconnectId))
    .where(and(isWaiting, isOfThese, between(lastSign, from.toISOString(), to.toISOString())))
    .orderBy(desc(signups.id))
    .limit(WAITING_MAX);
  return rows.map(({ signup, renewed }) => ({ ...signup, renewed }));
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

type Recovered = Pick<SignupRow, "event" | "exchangedAt" | "updatedAt"> & {
  /** What Meta says of the account, marked by the sharing that it comes of: no browser may replace it. */
  eventData: {
    wabaIds: string[];
    phoneNumberId: string | undefined;
    businessId: string;
    shareId: string;
  };
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
