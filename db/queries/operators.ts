import { and, asc, desc, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { members, sessions, users } from "@/db/schema";
import type { OperatorRole } from "@/db/schema/auth";
import type { Db } from "@/db/types";
import type { UserRow } from "./users";

export type OperatorRow = {
  id: string;
  name: string | null;
  email: string | null;
  role: OperatorRole | null;
  hasPassword: boolean;
  invitedAt: Date | null;
  createdAt: Date;
  lastSignInAt: string | null;
};

/** Everybody with a role, the longest here first. Sign-ins older than a session's life are forgotten. */
export function listOperatorRows(db: Db): Promise<OperatorRow[]> {
  return db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      hasPassword: sql<boolean>`${users.passwordHash} is not null`,
      invitedAt: users.invitedAt,
      createdAt: users.createdAt,
      lastSignInAt: sql<string | null>`(select max(${sessions.createdAt})::text from ${sessions}
        where ${sessions.userId} = ${users.id} and ${sessions.tenantId} is null)`,
    })
    .from(users)
    .where(isNotNull(users.role))
    .orderBy(asc(users.createdAt), asc(users.id));
}

/** One person, locked until the transaction ends. */
export async function lockUser(tx: Db, userId: string): Promise<UserRow | undefined> {
  const [row] = await tx.select().from(users).where(eq(users.id, userId)).for("update");
  return row;
}

/**
 * The ids of all owners, locked in one order. Of two transactions that would each take the role of another owner, the
 * second waits here, and then sees what the first has left.
 */
export async function lockOwners(tx: Db): Promise<string[]> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(eq(users.role, "owner"))
    .orderBy(asc(users.id))
    .for("update");
  return rows.map(({ id }) => id);
}

/** Whether the person belongs to any customer. */
export async function isMemberAnywhere(db: Db, userId: string): Promise<boolean> {
  const [row] = await db
    .select({ userId: members.userId })
    .from(members)
    .where(eq(members.userId, userId))
    .limit(1);
  return row !== undefined;
}

type RoleChange = { userId: string; from: OperatorRole | null; to: OperatorRole };

/** Gives a role to somebody who has the one it leaves; false when that has changed meanwhile. */
export async function moveRole(tx: Db, { userId, from, to }: RoleChange): Promise<boolean> {
  const rows = await tx
    .update(users)
    .set({ role: to })
    .where(and(eq(users.id, userId), from ? eq(users.role, from) : isNull(users.role)))
    .returning({ id: users.id });
  return rows.length > 0;
}

/** Takes role and password away; false when there was no role. */
export async function clearRole(tx: Db, userId: string): Promise<boolean> {
  const rows = await tx
    .update(users)
    .set({ role: null, passwordHash: null, invitedAt: null })
    .where(and(eq(users.id, userId), isNotNull(users.role)))
    .returning({ id: users.id });
  return rows.length > 0;
}

export async function setInvitedAt(tx: Db, userId: string, invitedAt: Date): Promise<void> {
  await tx.update(users).set({ invitedAt }).where(eq(users.id, userId));
}

export async function setUserName(tx: Db, userId: string, name: string): Promise<void> {
  await tx.update(users).set({ name }).where(eq(users.id, userId));
}

/** Sets an operator's password; false for anybody without a role. */
export async function setPasswordHash(
  tx: Db,
  { userId, passwordHash }: { userId: string; passwordHash: string },
): Promise<boolean> {
  const rows = await tx
    .update(users)
    .set({ passwordHash })
    .where(and(eq(users.id, userId), isNotNull(users.role)))
    .returning({ id: users.id });
  return rows.length > 0;
}

export type OwnSession = {
  sessionId: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
  expires: Date;
};

const OWN_SESSIONS_MAX = 100;

/** An operator's live sessions, the newest first. */
export function listOwnSessions(db: Db, userId: string, now: Date): Promise<OwnSession[]> {
  return db
    .select({
      sessionId: sessions.sessionToken,
      ip: sessions.ip,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      expires: sessions.expires,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), sql`${sessions.expires} > ${now.toISOString()}`))
    .orderBy(desc(sessions.createdAt))
    .limit(OWN_SESSIONS_MAX);
}

/** Ends every session of a person but one; how many there were. */
export async function deleteOtherSessions(
  tx: Db,
  { userId, keep }: { userId: string; keep: string },
): Promise<number> {
  const rows = await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.sessionToken, keep)))
    .returning({ userId: sessions.userId });
  return rows.length;
}

/** Where owners take mail, the longest here first. */
export async function listOwnerEmails(db: Db): Promise<string[]> {
  const rows = await db
    .select({ email: users.email })
    .from(users)
    .where(and(eq(users.role, "owner"), isNotNull(users.email)))
    .orderBy(asc(users.createdAt), asc(users.id));
  return rows.flatMap(({ email }) => email ?? []);
}
