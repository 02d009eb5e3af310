import { z } from "zod";
import { updateTenantRow } from "@/db/queries/tenant-changes";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { Id } from "@/lib/ids";
import { lockTenantVersion, nextVersion } from "./lock-tenant-version";
import { requireFree, tellRaces } from "./require-free";
import { TenantFields } from "./tenant-fields";

const { name, externalId, email, locale } = TenantFields;
export const UpdateTenant = z.strictObject({
  tenantId: Id,
  version: z.string(),
  ...{ name, externalId, email, locale },
});

/**
 * Changes a tenant over the version that its form showed; an empty field empties it. Throws forbidden, not_found,
 * and conflict when it was changed since, is archived, or somebody else has the external id or the address.
 */
export async function updateTenant(
  ctx: Context<Operator>,
  { tenantId, version, ...fields }: z.infer<typeof UpdateTenant>,
): Promise<void> {
  requireRole(ctx, "admin");
  await tellRaces(fields, () =>
    ctx.db.transaction(async (tx) => {
      const before = await lockTenantVersion(tx, { tenantId, version });
      const change = {
        name: fields.name,
        externalId: fields.externalId ?? null,
        email: fields.email ?? null,
        locale: fields.locale ?? "en",
      };
      const changed = (Object.keys(change) as (keyof typeof change)[]).filter(
        (field) => change[field] !== before[field],
      );
      if (changed.length === 0) return;
      const mail = change.email === before.email ? undefined : fields.email;
      await requireFree(tx, { externalId: fields.externalId, email: mail }, tenantId);
      await updateTenantRow(tx, { tenantId, now: nextVersion(before, ctx.now()) }, change);
      await recordAudit(tx, ctx, {
        action: "tenant.updated",
        tenantId,
        subjectId: tenantId,
        detail: Object.fromEntries(
          changed.map((field) => [field, { from: before[field], to: change[field] }]),
        ),
      });
    }),
  );
}
