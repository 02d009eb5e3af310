import { and, desc, eq, inArray, lt, or } from "drizzle-orm";
import { auditLog, signupEvents, signups, users, webhookEvents } from "../schema";
import type { Db } from "../types";
import type { ConnectionKey } from "./connection-lease";
import type { SignupRow } from "./signups";
import type { WebhookEventRow } from "./webhook-events";

export type AuditRow = typeof auditLog.$inferSelect;
export type SignupEventRow = typeof signupEvents.$inferSelect;

/** Ids are in the order of time in every table, so one id says for all of them where older things begin. */
type Slice = { after?: string | undefined; limit: number };

const SIGNUPS_MAX = 20;

/** The signups that led to a connection or were to renew it, newest first. */
export function listSignupsOfConnection(
  db: Db,
  { tenantId, connectionId, signupId }: ConnectionKey & { signupId: string },
): Promise<SignupRow[]> {
  return db
    .select()
    .from(signups)
    .where(
      and(
        eq(signups.tenantId, tenantId),
        or(
          eq(signups.id, signupId),
          eq(signups.connectionId, connectionId),
          eq(signups.reconnectId, connectionId),
        ),
      ),
    )
    .orderBy(desc(signups.id))
    .limit(SIGNUPS_MAX);
}

/** What browsers told of these signups, newest first. */
export function listEventsOfSignups(
  db: Db,
  { tenantId, signupIds, after, limit }: { tenantId: string; signupIds: string[] } & Slice,
): Promise<SignupEventRow[]> {
  return db
    .select()
    .from(signupEvents)
    .where(
      and(
        eq(signupEvents.tenantId, tenantId),
        inArray(signupEvents.signupId, signupIds),
        after ? lt(signupEvents.id, after) : undefined,
      ),
    )
    .orderBy(desc(signupEvents.id))
    .limit(limit);
}

/** What Meta and Bird told of a connection, newest first. */
export function listWebhookEventsOf(
  db: Db,
  { tenantId, connectionId, after, limit }: ConnectionKey & Slice,
): Promise<WebhookEventRow[]> {
  return db
    .select()
    .from(webhookEvents)
    .where(
      and(
        eq(webhookEvents.connectionId, connectionId),
        eq(webhookEvents.tenantId, tenantId),
        after ? lt(webhookEvents.id, after) : undefined,
      ),
    )
    .orderBy(desc(webhookEvents.id))
    .limit(limit);
}

/** What was done to these things of a tenant, newest first. */
export function listAuditOf(
  db: Db,
  { tenantId, subjectIds, after, limit }: { tenantId: string; subjectIds: string[] } & Slice,
): Promise<AuditRow[]> {
  return db
    .select()
    .from(auditLog)
    .where(
      and(
        inArray(auditLog.subjectId, subjectIds),
        eq(auditLog.tenantId, tenantId),
        after ? lt(auditLog.id, after) : undefined,
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(limit);
}

/** How people are called, by id; those without a name or who are gone are left out. */
export async function namesOfUsers(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(inArray(users.id, ids));
  return new Map(
    rows.flatMap(({ id, name, email }) => {
      const called = name || email;
      return called ? [[id, called] as const] : [];
    }),
  );
}
