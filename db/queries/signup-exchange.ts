import { and, eq, inArray, isNull, lt, or } from "drizzle-orm";
import { signupStatesBefore } from "@/lib/signups/states";
import { signups } from "../schema";
import type { Db } from "../types";
import { ANSWER, ofTenant, type SignupAnswer, type SignupChange, type SignupKey } from "./signups";

type CodeClaim = SignupKey & { codeHash: string; now: Date; leaseUntil: Date };

/**
 * Takes the right to exchange a code: one winner per signup, again only after a dead winner's lease.
 * Undefined when another one has it; throws a unique violation when the code belongs to another signup.
 */
export async function claimCode(
  db: Db,
  { codeHash, now, leaseUntil, ...key }: CodeClaim,
): Promise<SignupAnswer | undefined> {
  const isFirst = and(
    isNull(signups.codeHash),
    inArray(signups.state, signupStatesBefore("code_received")),
  );
  const isOrphaned = and(
    eq(signups.state, "code_received"),
    eq(signups.codeHash, codeHash),
    isNull(signups.sealedToken),
    or(isNull(signups.exchangeLeaseUntil), lt(signups.exchangeLeaseUntil, now)),
  );
  const [row] = await db
    .update(signups)
    .set({
      state: "code_received",
      codeHash,
      exchangeLeaseUntil: leaseUntil,
      failureCode: null,
      failureDetail: null,
      updatedAt: now,
    })
    .where(and(ofTenant(key), or(isFirst, isOrphaned)))
    .returning(ANSWER);
  return row;
}

type ExchangeEnd = SignupKey & { codeHash: string; change: SignupChange };

/**
 * Writes the end of an exchange; guarded by the code it was for and by no token being there yet. A token also
 * replaces the failure of a second exchange that came too late to be the first.
 */
export async function endExchange(
  db: Db,
  { codeHash, change, ...key }: ExchangeEnd,
): Promise<SignupAnswer | undefined> {
  const isWaiting = eq(signups.state, "code_received");
  const isOvertaken = and(eq(signups.state, "failed"), eq(signups.failureCode, "code_used"));
  const [row] = await db
    .update(signups)
    .set({ ...change, exchangeLeaseUntil: null })
    .where(
      and(
        ofTenant(key),
        change.sealedToken ? or(isWaiting, isOvertaken) : isWaiting,
        eq(signups.codeHash, codeHash),
        isNull(signups.sealedToken),
      ),
    )
    .returning(ANSWER);
  return row;
}
