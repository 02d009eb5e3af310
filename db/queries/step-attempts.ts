import { and, desc, eq, lt } from "drizzle-orm";
import { stepAttempts } from "../schema";
import type { Db } from "../types";
import type { ConnectionKey } from "./connection-lease";

export type StepAttemptRow = typeof stepAttempts.$inferSelect;

/** Keeps one try of a step. */
export async function insertStepAttempt(
  tx: Db,
  row: Omit<typeof stepAttempts.$inferInsert, "id">,
): Promise<void> {
  await tx.insert(stepAttempts).values(row);
}

type Asked = ConnectionKey & { after?: string | undefined; limit: number };

/** The tries of a connection's steps, newest first. */
export function listStepAttempts(
  db: Db,
  { tenantId, connectionId, after, limit }: Asked,
): Promise<StepAttemptRow[]> {
  return db
    .select()
    .from(stepAttempts)
    .where(
      and(
        eq(stepAttempts.connectionId, connectionId),
        eq(stepAttempts.tenantId, tenantId),
        after ? lt(stepAttempts.id, after) : undefined,
      ),
    )
    .orderBy(desc(stepAttempts.id))
    .limit(limit);
}
