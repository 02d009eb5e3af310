import { and, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { members, sessions, users, verificationTokens } from "../schema";
import type { Db } from "../types";

/** A tenant's people, newest first. */
export function listMembers(db: Db, tenantId: string, limit: number) {
  return db
    .select({
      userId: users.id,
      email: users.email,
      emailVerified: users.emailVerified,
      invitedAt: users.invitedAt,
      since: members.createdAt,
    })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.tenantId, tenantId))
    .orderBy(desc(members.createdAt), desc(members.userId))
    .limit(limit);
}
export type ListedMember = Awaited<ReturnType<typeof listMembers>>[number];

type MemberKey = { tenantId: string; userId: string };

export async function findMember(db: Db, { tenantId, userId }: MemberKey) {
  const [row] = await db
    .select({ userId: users.id, email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.tenantId, tenantId), eq(members.userId, userId)));
  return row;
}

/** Takes a person out of a tenant; false when they were not in it. */
export async function deleteMember(tx: Db, { tenantId, userId }: MemberKey): Promise<boolean> {
  const rows = await tx
    .delete(members)
    .where(and(eq(members.tenantId, tenantId), eq(members.userId, userId)))
    .returning({ userId: members.userId });
  return rows.length > 0;
}

/** Notes that a person, who is no operator, was invited now; false for an operator. */
export async function markInvited(
  tx: Db,
  { userId, now }: { userId: string; now: Date },
): Promise<boolean> {
  const rows = await tx
    .update(users)
    .set({ invitedAt: now })
    .where(and(eq(users.id, userId), isNull(users.role)))
    .returning({ id: users.id });
  return rows.length > 0;
}

/** Of these addresses, in lower case, the ones that belong to operators. */
export async function operatorsAmong(db: Db, emails: string[]): Promise<Set<string>> {
  if (emails.length === 0) return new Set();
  const rows = await db
    .select({ email: users.email })
    .from(users)
    .where(and(inArray(users.email, emails), isNotNull(users.role)));
  return new Set(rows.flatMap(({ email }) => (email ? [email] : [])));
}

/** Who of these people has a session that still counts. */
export async function signedInAmong(
  db: Db,
  { tenantId, userIds, now }: { tenantId: string; userIds: string[]; now: Date },
): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const rows = await db
    .select({ userId: sessions.userId, expires: sessions.expires })
    .from(sessions)
    .where(and(inArray(sessions.userId, userIds), eq(sessions.tenantId, tenantId)));
  return new Set(rows.flatMap(({ userId, expires }) => (expires > now ? [userId] : [])));
}

/** Voids the sign-in links that were mailed to an address. */
export async function deleteSignInTokens(tx: Db, email: string): Promise<void> {
  await tx.delete(verificationTokens).where(eq(verificationTokens.identifier, email));
}

/** Keeps the digest of a mailed sign-in link. */
export async function insertSignInToken(
  tx: Db,
  row: typeof verificationTokens.$inferInsert,
): Promise<void> {
  await tx.insert(verificationTokens).values(row);
}
