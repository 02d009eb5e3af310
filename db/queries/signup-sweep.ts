import { and, asc, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { leastIdAt } from "@/lib/ids";
import { signupEvents, signups } from "../schema";
import type { Db } from "../types";
import { offerShareAgain } from "./shares";
import type { SignupKey } from "./signups";

/** Signups whose token is sealed and whose verification nobody is doing: without event after a while, or to be tried again. */
export async function listUnsettled(db: Db, now: Date, limit: number): Promise<SignupKey[]> {
  const quietSince = new Date(now.getTime() - 5_000);
  const isDue = or(
    and(eq(signups.state, "code_received"), lt(signups.updatedAt, quietSince)),
    and(
      eq(signups.state, "joined"),
      sql`${signups.updatedAt} < ${now.toISOString()}::timestamptz - 5 * power(2, least(${signups.verifyAttempts}, 7)) * interval '1 second'`,
    ),
  );
  return db
    .select({ tenantId: signups.tenantId, signupId: signups.id })
    .from(signups)
    .where(and(isDue, isNotNull(signups.sealedToken), isNull(signups.connectionId)))
    .orderBy(asc(signups.updatedAt))
    .limit(limit);
}

/**
 * Ends what nobody will end: launches never finished, codes whose exchange died with its process, tokens of failed
 * signups. How many signups there were.
 */
export async function expireSignups(db: Db, now: Date): Promise<number> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const abandoned = await db
    .update(signups)
    .set({ state: "abandoned", failureCode: "signup_abandoned", updatedAt: now })
    .where(and(inArray(signups.state, ["open"]), lt(signups.updatedAt, ago(3_600_000))))
    .returning({ id: signups.id });
  const expired = await db
    .update(signups)
    .set({ state: "failed", failureCode: "code_expired", exchangeLeaseUntil: null, updatedAt: now })
    .where(
      and(
        eq(signups.state, "code_received"),
        isNull(signups.sealedToken),
        lt(signups.updatedAt, ago(120_000)),
      ),
    )
    .returning({ id: signups.id });
  const givenUp = await db.transaction((tx) => giveUpVerifying(tx, now, ago(86_400_000)));
  await db
    .update(signups)
    .set({ sealedToken: null })
    .where(
      and(
        eq(signups.state, "failed"),
        isNotNull(signups.sealedToken),
        lt(signups.updatedAt, ago(86_400_000)),
      ),
    );
  return abandoned.length + expired.length + givenUp;
}

/** Ends what Meta let nobody verify for too long, counted from its token; an account that was recovered is offered again. */
async function giveUpVerifying(tx: Db, now: Date, since: Date): Promise<number> {
  const isRecovered = sql`${signups.eventData} ->> 'shareId' is not null`;
  const ended = await tx
    .update(signups)
    .set({
      state: "failed",
      failureCode: "meta_unavailable",
      verifyLeaseUntil: null,
      sealedToken: sql`case when ${isRecovered} then null else ${signups.sealedToken} end`,
      updatedAt: now,
    })
    .where(
      and(
        eq(signups.state, "joined"),
        isNull(signups.connectionId),
        sql`coalesce(${signups.exchangedAt}, ${signups.createdAt}) < ${since.toISOString()}::timestamptz`,
      ),
    )
    .returning({ tenantId: signups.tenantId, signupId: signups.id });
  for (const key of ended) await offerShareAgain(tx, key, now);
  return ended.length;
}

const PURGED_MAX = 5_000;

/** Forgets what browsers sent before a time to signups that have ended; of very many, the oldest. */
export async function purgeSignupEvents(db: Db, before: Date): Promise<void> {
  const isEnded = or(
    inArray(signups.state, ["cancelled", "failed", "abandoned"]),
    isNotNull(signups.connectionId),
  );
  // By its time-ordered id, which has an index.
  const old = db
    .select({ id: signupEvents.id })
    .from(signupEvents)
    .innerJoin(signups, eq(signups.id, signupEvents.signupId))
    .where(and(lt(signupEvents.id, leastIdAt(before)), isEnded))
    .orderBy(asc(signupEvents.id))
    .limit(PURGED_MAX);
  await db.delete(signupEvents).where(inArray(signupEvents.id, old));
}
