import { and, eq, gt, isNotNull, isNull, lte, ne, or } from "drizzle-orm";
import { links, members, sessions, tenants, users, verificationTokens } from "@/db/schema";
import type { Db } from "@/db/types";

export type SessionRow = typeof sessions.$inferSelect;
export type NewSession = Omit<typeof sessions.$inferInsert, "createdAt">;

/**
 * A session that still counts, in one statement: not expired; an operator with a role, or a member of a
 * tenant that is not archived, whose link, if the session came from one, is not revoked.
 */
export async function findLiveSession(db: Db, input: { sessionId: string; now: Date }) {
  const [row] = await db
    .select({
      sessionId: sessions.sessionToken,
      userId: sessions.userId,
      tenantId: sessions.tenantId,
      linkId: sessions.linkId,
      role: users.role,
      locale: tenants.locale,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(tenants, eq(tenants.id, sessions.tenantId))
    .leftJoin(
      members,
      and(eq(members.tenantId, sessions.tenantId), eq(members.userId, sessions.userId)),
    )
    .leftJoin(links, and(eq(links.id, sessions.linkId), eq(links.tenantId, sessions.tenantId)))
    .where(
      and(
        eq(sessions.sessionToken, input.sessionId),
        gt(sessions.expires, input.now),
        or(
          and(isNull(sessions.tenantId), isNull(sessions.linkId), isNotNull(users.role)),
          and(
            isNotNull(members.userId),
            isNull(tenants.archivedAt),
            or(isNull(sessions.linkId), ne(links.state, "revoked")),
          ),
        ),
      ),
    );
  return row;
}

export async function insertSession(db: Db, session: NewSession): Promise<void> {
  await db.insert(sessions).values(session);
}

export async function deleteSession(db: Db, sessionId: string): Promise<SessionRow | undefined> {
  const [row] = await db.delete(sessions).where(eq(sessions.sessionToken, sessionId)).returning();
  return row;
}

export async function deleteSessionsOfUser(db: Db, userId: string): Promise<number> {
  const rows = await db
    .delete(sessions)
    .where(eq(sessions.userId, userId))
    .returning({ userId: sessions.userId });
  return rows.length;
}

export async function deleteSessionsOfLink(
  db: Db,
  link: { tenantId: string; linkId: string },
): Promise<number> {
  const rows = await db
    .delete(sessions)
    .where(and(eq(sessions.linkId, link.linkId), eq(sessions.tenantId, link.tenantId)))
    .returning({ userId: sessions.userId });
  return rows.length;
}

export async function deleteExpiredSessions(db: Db, now: Date): Promise<void> {
  await db.delete(sessions).where(lte(sessions.expires, now));
  await db.delete(verificationTokens).where(lte(verificationTokens.expires, now));
}
