import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { SignupState } from "@/lib/signups/states";
import { signupEvents, signups, tenants } from "../schema";
import type { Db } from "../types";

export type SignupRow = typeof signups.$inferSelect;
export type NewSignup = typeof signups.$inferInsert;
export type SignupChange = Partial<NewSignup>;
/** The part of a signup that decides what its caller is told. */
export type SignupAnswer = Pick<
  SignupRow,
  | "id"
  | "tenantId"
  | "linkId"
  | "state"
  | "event"
  | "connectionId"
  | "failureCode"
  | "failureDetail"
>;
export type SignupKey = { tenantId: string; signupId: string };

export const ANSWER = {
  id: signups.id,
  tenantId: signups.tenantId,
  linkId: signups.linkId,
  state: signups.state,
  event: signups.event,
  connectionId: signups.connectionId,
  failureCode: signups.failureCode,
  failureDetail: signups.failureDetail,
};

export const ofTenant = ({ tenantId, signupId }: SignupKey) =>
  and(eq(signups.id, signupId), eq(signups.tenantId, tenantId));

export async function insertSignup(db: Db, row: NewSignup): Promise<SignupRow> {
  const [inserted] = await db.insert(signups).values(row).returning();
  if (!inserted) throw new Error("insert returned no row");
  return inserted;
}

export async function findSignup(db: Db, key: SignupKey): Promise<SignupRow | undefined> {
  const [row] = await db.select().from(signups).where(ofTenant(key));
  return row;
}

/** The signup of a link that has a connection, else the newest that was more than prepared: a page keeps one ready. */
export async function findSignupOfLink(
  db: Db,
  { tenantId, linkId }: { tenantId: string; linkId: string },
): Promise<SignupRow | undefined> {
  const [row] = await db
    .select()
    .from(signups)
    .where(and(eq(signups.linkId, linkId), eq(signups.tenantId, tenantId)))
    .orderBy(sql`${signups.connectionId} is null`, sql`${isOnlyPrepared}`, desc(signups.id))
    .limit(1);
  return row;
}

const isOnlyPrepared = and(
  inArray(signups.state, ["open", "abandoned"]),
  isNull(signups.launchedAt),
);

/** The signup of a tenant that a code was for. */
export async function findSignupByCode(
  db: Db,
  { tenantId, codeHash }: { tenantId: string; codeHash: string },
): Promise<SignupRow | undefined> {
  const [row] = await db
    .select()
    .from(signups)
    .where(and(eq(signups.codeHash, codeHash), eq(signups.tenantId, tenantId)));
  return row;
}

/** A signup of any tenant, for operators. */
export async function findSignupAnywhere(db: Db, signupId: string): Promise<SignupRow | undefined> {
  const [row] = await db.select().from(signups).where(eq(signups.id, signupId));
  return row;
}

/** Notes the Bird number that a signup is for, as long as it has no connection. */
export async function storeNumber(
  db: Db,
  key: SignupKey,
  change: Required<Pick<NewSignup, "numberId" | "phoneNumber" | "preVerifiedId">>,
): Promise<boolean> {
  const isOther = sql`(${signups.numberId}, ${signups.phoneNumber}, ${signups.preVerifiedId})
    is distinct from (${change.numberId}::text, ${change.phoneNumber}::text, ${change.preVerifiedId}::text)`;
  const rows = await db
    .update(signups)
    .set(change)
    .where(and(ofTenant(key), isNull(signups.connectionId), isOther))
    .returning({ id: signups.id });
  return rows.length > 0;
}

/** Makes whoever keeps an event of a signup come one after the other until the transaction ends. */
export async function lockSignup(tx: Db, key: SignupKey): Promise<void> {
  await tx.select({ id: signups.id }).from(signups).where(ofTenant(key)).for("no key update");
}

/** The same for whoever starts a signup of a tenant; rows that only name the tenant are held up by nobody. */
export async function lockSignupsOf(tx: Db, tenantId: string): Promise<void> {
  const ofIt = eq(tenants.id, tenantId);
  await tx.select({ id: tenants.id }).from(tenants).where(ofIt).for("no key update");
}

/** Signups of a tenant that were started after a time; bounds how many one tenant may prepare. */
export function countSignupsSince(db: Db, tenantId: string, since: Date): Promise<number> {
  return db.$count(signups, and(eq(signups.tenantId, tenantId), gt(signups.createdAt, since)));
}

/** The newest signup of a tenant that ended, well or badly. */
export async function findLastEnded(
  db: Db,
  tenantId: string,
  since: Date,
): Promise<SignupRow | undefined> {
  const [row] = await db
    .select()
    .from(signups)
    .where(
      and(
        eq(signups.tenantId, tenantId),
        gt(signups.updatedAt, since),
        or(isNotNull(signups.connectionId), inArray(signups.state, ["failed", "cancelled"])),
      ),
    )
    .orderBy(desc(signups.updatedAt))
    .limit(1);
  return row;
}

/** Keeps a session event once; false when this very event was there already. */
export async function insertSignupEvent(
  db: Db,
  row: typeof signupEvents.$inferInsert,
): Promise<boolean> {
  const inserted = await db
    .insert(signupEvents)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: signupEvents.id });
  return inserted.length > 0;
}

export function countSignupEvents(db: Db, signupId: string): Promise<number> {
  return db.$count(signupEvents, eq(signupEvents.signupId, signupId));
}

type FinishEvent = { event: string; eventData: Record<string, unknown>; now: Date };

/**
 * A FINISH arrived: it undoes a CANCEL that the same popup sent before, and a look for the account that went on,
 * or failed, without these claims. One that was recovered has the ids that Meta told of, and keeps them.
 */
export async function storeFinish(
  db: Db,
  key: SignupKey,
  { event, eventData, now }: FinishEvent,
): Promise<void> {
  const isUnbound = and(isNotNull(signups.sealedToken), isNull(signups.connectionId));
  await db
    .update(signups)
    .set({
      event,
      eventData,
      eventReceivedAt: now,
      updatedAt: now,
      state: sql`case when ${signups.sealedToken} is not null or ${signups.state} = 'code_received' then 'code_received' else 'open' end`,
      verifyLeaseUntil: null,
      failureCode: null,
      failureDetail: null,
    })
    .where(
      and(
        ofTenant(key),
        sql`${signups.eventData} ->> 'shareId' is null`,
        or(
          inArray(signups.state, ["open", "cancelled", "abandoned", "code_received"]),
          and(inArray(signups.state, ["joined", "failed"]), isUnbound),
        ),
      ),
    );
}

/** A CANCEL or ERROR arrived; it does not undo a code or a FINISH. */
export async function storeCancel(
  db: Db,
  key: SignupKey,
  change: SignupChange,
): Promise<SignupRow | undefined> {
  const [row] = await db
    .update(signups)
    .set({ ...change, state: "cancelled" })
    .where(
      and(
        ofTenant(key),
        inArray(signups.state, ["open", "cancelled", "abandoned"]),
        isNull(signups.event),
      ),
    )
    .returning();
  return row;
}

type VerifyClaim = SignupKey & { from: SignupState[]; now: Date; leaseUntil: Date };

/** Takes the right to verify a signup whose token is sealed; joins its halves. */
export async function claimVerify(
  db: Db,
  { from, now, leaseUntil, ...key }: VerifyClaim,
): Promise<SignupRow | undefined> {
  const [row] = await db
    .update(signups)
    .set({
      state: "joined",
      verifyLeaseUntil: leaseUntil,
      verifyAttempts: sql`${signups.verifyAttempts} + 1`,
      updatedAt: now,
    })
    .where(
      and(
        ofTenant(key),
        inArray(signups.state, from),
        isNotNull(signups.sealedToken),
        isNull(signups.connectionId),
        or(isNull(signups.verifyLeaseUntil), lt(signups.verifyLeaseUntil, now)),
      ),
    )
    .returning();
  return row;
}

type Verified = SignupKey & { attempt: number };

/** Writes the end of one attempt to verify, unless a FINISH or another attempt has come in between. */
export async function endVerify(
  db: Db,
  { attempt, ...key }: Verified,
  change: SignupChange,
): Promise<SignupRow | undefined> {
  const [row] = await db
    .update(signups)
    .set({ ...change, verifyLeaseUntil: null })
    .where(
      and(
        ofTenant(key),
        eq(signups.state, "joined"),
        eq(signups.verifyAttempts, attempt),
        isNull(signups.connectionId),
      ),
    )
    .returning();
  return row;
}

/** Points the signups of a connection that is going away at the one that took its grant. */
export async function repointSignups(
  tx: Db,
  { tenantId, from, to }: { tenantId: string; from: string; to: string },
): Promise<void> {
  await tx
    .update(signups)
    .set({ connectionId: to })
    .where(and(eq(signups.tenantId, tenantId), eq(signups.connectionId, from)));
}

export async function storeLaunch(
  db: Db,
  key: SignupKey,
  change: Required<Pick<NewSignup, "launchOutcome" | "launchedAt">>,
): Promise<SignupAnswer | undefined> {
  const [row] = await db.update(signups).set(change).where(ofTenant(key)).returning(ANSWER);
  return row;
}
