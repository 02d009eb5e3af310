import { auditLog } from "@/db/schema";
import type { Db } from "@/db/types";
import type { Context } from "@/lib/context";

export type AuditEntry = {
  /** `thing.what_happened`, for example `signup.token_sealed`. */
  action: string;
  tenantId?: string | undefined;
  subjectId?: string | undefined;
  /** Ids, states and fingerprints; never a secret. */
  detail?: Record<string, unknown>;
};

/** Adds an audit row; call it with the transaction that does the thing. */
export async function recordAudit(
  tx: Db,
  { actor, requestId }: Pick<Context, "actor" | "requestId">,
  { action, tenantId, subjectId, detail = {} }: AuditEntry,
): Promise<void> {
  await tx.insert(auditLog).values({
    tenantId,
    actorKind: actor.kind,
    actorId: actor.kind === "system" ? undefined : actor.userId,
    action,
    subjectId,
    detail,
    requestId,
  });
}
