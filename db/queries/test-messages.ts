import { and, eq, gt } from "drizzle-orm";
import { auditLog } from "../schema";
import type { Db } from "../types";
import type { ConnectionKey } from "./connection-lease";

/** How many test messages were sent since then, from one connection and from all of its tenant. */
export async function countTestMessages(
  tx: Db,
  { tenantId, connectionId, since }: ConnectionKey & { since: Date },
): Promise<{ ofConnection: number; ofTenant: number }> {
  const isSent = and(
    eq(auditLog.tenantId, tenantId),
    eq(auditLog.action, "connection.test_sent"),
    gt(auditLog.createdAt, since),
  );
  return {
    ofConnection: await tx.$count(auditLog, and(isSent, eq(auditLog.subjectId, connectionId))),
    ofTenant: await tx.$count(auditLog, isSent),
  };
}
