import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { auditLog, connections, signups, users } from "../schema";
import type { Db } from "../types";
import { madeIn, type TimeRange } from "./id-range";
import { type Keyset, keysetOf, type Page, toPage } from "./keyset";

export type AuditRow = typeof auditLog.$inferSelect;
export type AuditFilter = TimeRange & {
  action?: string | undefined;
  /** Ids of people; empty for nobody. */
  actorIds?: string[] | undefined;
  /** Only what no person did. */
  isSystem?: boolean | undefined;
  tenantIds?: string[] | undefined;
  subjectIds?: string[] | undefined;
};

/** One page of what was done by and to all tenants, newest first; for operators. */
export async function listAuditRows(
  db: Db,
  { action, actorIds, isSystem, tenantIds, subjectIds, ...time }: AuditFilter,
  keyset: Keyset,
): Promise<Page<AuditRow>> {
  const page = keysetOf(auditLog.id, keyset);
  const rows = await db
    .select()
    .from(auditLog)
    .where(
      and(
        action ? eq(auditLog.action, action) : undefined,
        actorIds ? inArray(auditLog.actorId, actorIds) : undefined,
        isSystem ? isNull(auditLog.actorId) : undefined,
        tenantIds ? inArray(auditLog.tenantId, tenantIds) : undefined,
        subjectIds ? inArray(auditLog.subjectId, subjectIds) : undefined,
        madeIn(auditLog.id, time),
        page.where,
      ),
    )
    .orderBy(page.orderBy)
    .limit(page.limit);
  return toPage(rows, keyset, ({ id }) => id);
}

/** People by id, as far as they are still there. */
export async function peopleByIds(
  db: Db,
  userIds: string[],
): Promise<Map<string, { name: string | null; email: string | null }>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(inArray(users.id, userIds));
  return new Map(rows.map(({ id, ...person }) => [id, person]));
}

/** Ids of the connections and signups that a support reference stands for: `end` is its twelve hex digits, lower case. */
export async function idsByReference(db: Db, end: string): Promise<string[]> {
  const ofConnections = sql`right(replace(${connections.id}::text, '-', ''), 12) = ${end}`;
  const ofSignups = sql`right(replace(${signups.id}::text, '-', ''), 12) = ${end}`;
  const [one, two] = await Promise.all([
    db.select({ id: connections.id }).from(connections).where(ofConnections).limit(10),
    db.select({ id: signups.id }).from(signups).where(ofSignups).limit(10),
  ]);
  return [...one, ...two].map(({ id }) => id);
}
