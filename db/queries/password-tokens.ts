import { and, eq, gt } from "drizzle-orm";
import { verificationTokens } from "@/db/schema";
import type { Db } from "@/db/types";

/** Apart from next-auth's tokens, whose identifiers are e-mail addresses. */
const identifierOf = (userId: string) => `password:${userId}`;

/** Keeps the digest of a one-time link; the person's older ones end with it. */
export async function replacePasswordToken(
  tx: Db,
  { userId, digest, expires }: { userId: string; digest: string; expires: Date },
): Promise<void> {
  await deletePasswordTokens(tx, userId);
  await tx
    .insert(verificationTokens)
    .values({ identifier: identifierOf(userId), token: digest, expires });
}

type Presented = { userId: string; digest: string; now: Date };

export async function isPasswordTokenLive(db: Db, presented: Presented): Promise<boolean> {
  const rows = await db.select().from(verificationTokens).where(fits(presented));
  return rows.length > 0;
}

/** Spends a link; of any number at once, one gets true. */
export async function spendPasswordToken(tx: Db, presented: Presented): Promise<boolean> {
  const rows = await tx.delete(verificationTokens).where(fits(presented)).returning();
  return rows.length > 0;
}

export async function deletePasswordTokens(tx: Db, userId: string): Promise<void> {
  await tx
    .delete(verificationTokens)
    .where(eq(verificationTokens.identifier, identifierOf(userId)));
}

function fits({ userId, digest, now }: Presented) {
  return and(
    eq(verificationTokens.identifier, identifierOf(userId)),
    eq(verificationTokens.token, digest),
    gt(verificationTokens.expires, now),
  );
}
