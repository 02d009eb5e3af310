import { z } from "zod";
import { updateTenantRow } from "@/db/queries/tenant-changes";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import { BrandFields } from "@/lib/brand/brand";
import type { Context, Operator } from "@/lib/context";
import { Id } from "@/lib/ids";
import { lockTenantVersion, nextVersion } from "./lock-tenant-version";

export const UpdateTenantBrand = z.strictObject({
  tenantId: Id,
  version: z.string(),
  ...BrandFields,
});

/** Sets what one tenant's pages show instead of the portal's brand. Throws forbidden, not_found, conflict. */
export async function updateTenantBrand(
  ctx: Context<Operator>,
  { tenantId, version, ...brand }: z.infer<typeof UpdateTenantBrand>,
): Promise<void> {
  requireRole(ctx, "admin");
  await ctx.db.transaction(async (tx) => {
    const before = await lockTenantVersion(tx, { tenantId, version });
    await updateTenantRow(tx, { tenantId, now: nextVersion(before, ctx.now()) }, { brand });
    await recordAudit(tx, ctx, {
      action: "tenant.brand_updated",
      tenantId,
      subjectId: tenantId,
      detail: brand,
    });
  });
}
