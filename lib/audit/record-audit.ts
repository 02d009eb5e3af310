import { auditLog } from "@/db/schema";
import type { Db } from "@/db/types";

/** Who acts, as far as an audit row needs to know; every `Context` fits. */
export type AuditContext = {
  actor:
    | { kind: "operator"; userId: string }
    | { kind: "member"; userId: string; tenantId: string }
    | { kind: "api_key"; keyId: string }
    | { kind: "system" };
  requestId: string | undefined;
  ip?: string | undefined;
};
export type AuditEntry = {
  action: string;
  tenantId?: string | undefined;
  subjectId?: string | undefined;
  detail?: Record<string, unknown>;
};

const SECRET_NAMES =
  /^(code|token|access_?token|refresh_?token|id_?token|secret|app_?secret|link_?secret|password|pin|access_?key|authorization|cookie)$/i;

/**
 * Adds one audit row; call it in the transaction of the change it tells about. A member's rows carry
 * the member's tenant. Throws an Error when `detail` has a text field that is named like a secret.
 */
export async function recordAudit(tx: Db, ctx: AuditContext, entry: AuditEntry): Promise<void> {
  await recordAudits(tx, ctx, [entry]);
}

/** The same for many changes at once, which cost one statement. */
export async function recordAudits(
  tx: Db,
  ctx: AuditContext,
  entries: AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.insert(auditLog).values(entries.map((entry) => toRow(ctx, entry)));
}

function toRow({ actor, requestId, ip }: AuditContext, entry: AuditEntry) {
  const detail = entry.detail ?? {};
  refuseSecrets(detail);
  return {
    tenantId: entry.tenantId ?? (actor.kind === "member" ? actor.tenantId : null),
    actorKind: actor.kind,
    actorId: actorIdOf(actor),
    action: entry.action,
    subjectId: entry.subjectId,
    detail,
    requestId,
    ip,
  };
}

/** The id of the person or the API key that acts; null for the system. */
export function actorIdOf(actor: AuditContext["actor"]): string | null {
  if (actor.kind === "system") return null;
  return actor.kind === "api_key" ? actor.keyId : actor.userId;
}

function refuseSecrets(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === "string" && SECRET_NAMES.test(name))
      throw new Error(`An audit row must not carry "${name}".`);
    refuseSecrets(inner);
  }
}
