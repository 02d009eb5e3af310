import { type TenantChange, updateTenantRow } from "@/db/queries/tenant-changes";
import type { TenantRow } from "@/db/queries/tenants";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { changedNames } from "@/lib/metadata";
import { nextVersion } from "./lock-tenant-version";
import { requireFree } from "./require-free";

type Change = Pick<TenantChange, "name" | "externalId" | "email" | "locale" | "metadata">;

/** Writes what is new of a change into a tenant that the transaction holds, with its audit row. Throws conflict. */
export async function changeTenant(
  ctx: Pick<Context, "actor" | "requestId" | "ip" | "now">,
  tx: Db,
  { before, change }: { before: TenantRow; change: Change },
): Promise<void> {
  const names = changedNames(before.metadata, change.metadata ?? before.metadata);
  const changed = (Object.keys(change) as (keyof Change)[]).filter((field) =>
    field === "metadata"
      ? names.length > 0
      : JSON.stringify(change[field]) !== JSON.stringify(before[field]),
  );
  if (changed.length === 0) return;
  const { id: tenantId } = before;
  const ifNew = (field: "externalId" | "email") =>
    changed.includes(field) ? (change[field] ?? undefined) : undefined;
  await requireFree(tx, { externalId: ifNew("externalId"), email: ifNew("email") }, tenantId);
  await updateTenantRow(tx, { tenantId, now: nextVersion(before, ctx.now()) }, change);
  await recordAudit(tx, ctx, {
    action: "tenant.updated",
    tenantId,
    subjectId: tenantId,
    detail: Object.fromEntries(
      changed.map((field) => [
        field,
        field === "metadata" ? names : { from: before[field], to: change[field] },
      ]),
    ),
  });
}
