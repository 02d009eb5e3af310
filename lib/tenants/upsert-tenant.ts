import type { z } from "zod";
import { findTenantByExternalId } from "@/db/queries/tenants";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { createTenant } from "./create-tenant";
import { PatchTenant, patchTenant } from "./patch-tenant";
import { TenantFields } from "./tenant-fields";
import { ExternalId } from "./tenant-ref";

export const UpsertTenant = PatchTenant.omit({ tenantId: true }).extend({
  name: TenantFields.name,
  externalId: ExternalId,
});

/**
 * The tenant of an external id with these fields: made when there is none, changed where it differs. Fields that are
 * left out stay. Throws forbidden, and conflict when it is archived or an operator has the address.
 */
export async function upsertTenant(
  ctx: Context<Staff>,
  input: z.infer<typeof UpsertTenant>,
): Promise<{ tenantId: string; isNew: boolean }> {
  requireRole(ctx, "admin", "tenants:write");
  const known = await findTenantByExternalId(ctx.db, input.externalId);
  if (known) return change(ctx, known.id, input);
  try {
    const { email, locale, metadata, ...rest } = input;
    const made = await createTenant(ctx, {
      ...rest,
      email: email ?? undefined,
      locale: locale ?? undefined,
      metadata: metadata ?? undefined,
      workspaceId: undefined,
      workspace: "make",
    });
    return { ...made, isNew: true };
  } catch (error) {
    // Somebody may have made it in the meantime; then this one changes it.
    const made = await findTenantByExternalId(ctx.db, input.externalId);
    if (!made || !(error instanceof AppError)) throw error;
    return change(ctx, made.id, input);
  }
}

async function change(
  ctx: Context<Staff>,
  tenantId: string,
  { externalId: _, ...fields }: z.infer<typeof UpsertTenant>,
): Promise<{ tenantId: string; isNew: boolean }> {
  await patchTenant(ctx, { tenantId, ...fields });
  return { tenantId, isNew: false };
}
