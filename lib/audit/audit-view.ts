import { namesOfApiKeys } from "@/db/queries/api-keys";
import { type AuditRow, peopleByIds } from "@/db/queries/audit-lists";
import { tenantNames } from "@/db/queries/tenant-matches";
import type { Db } from "@/db/types";
import { Id, supportReference } from "@/lib/ids";

export type AuditView = {
  id: string;
  at: string;
  action: string;
  actorKind: AuditRow["actorKind"];
  actorId: string | undefined;
  /** Name or e-mail of the person, as far as they are still there, or the name of the API key. */
  actorName: string | undefined;
  tenantId: string | undefined;
  tenantName: string | undefined;
  subjectId: string | undefined;
  /** The support reference of a subject that has one. */
  subjectReference: string | undefined;
  ip: string | undefined;
  requestId: string | undefined;
  detail: Record<string, unknown>;
};

/** Audit rows with the names of who acted and for whom. */
export async function toAuditViews(db: Db, rows: AuditRow[]): Promise<AuditView[]> {
  const actorIds = rows.flatMap(({ actorId }) =>
    actorId && Id.safeParse(actorId).success ? actorId : [],
  );
  const [people, keys, tenants] = await Promise.all([
    peopleByIds(db, [...new Set(actorIds)]),
    namesOfApiKeys(db, [...new Set(actorIds)]),
    tenantNames(db, [...new Set(rows.flatMap(({ tenantId }) => tenantId ?? []))]),
  ]);
  return rows.map((row) => {
    const person = row.actorId ? people.get(row.actorId) : undefined;
    const hasReference = /^(connection|signup)\./.test(row.action) && row.subjectId;
    return {
      id: row.id,
      at: row.createdAt.toISOString(),
      action: row.action,
      actorKind: row.actorKind,
      actorId: row.actorId ?? undefined,
      actorName: person?.name ?? person?.email ?? keys.get(row.actorId ?? ""),
      tenantId: row.tenantId ?? undefined,
      tenantName: row.tenantId ? tenants.get(row.tenantId) : undefined,
      subjectId: row.subjectId ?? undefined,
      subjectReference: hasReference ? supportReference(hasReference) : undefined,
      ip: row.ip ?? undefined,
      requestId: row.requestId ?? undefined,
      detail: row.detail,
    };
  });
}
