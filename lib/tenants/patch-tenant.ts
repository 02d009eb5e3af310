import { z } from "zod";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { Id } from "@/lib/ids";
import { Metadata } from "@/lib/metadata";
import { changeTenant } from "./change-tenant";
import { lockActiveTenant } from "./lock-tenant-version";
import { tellRaces } from "./require-free";
import { TenantFields } from "./tenant-fields";

const { name, externalId, email, locale } = TenantFields;
const orNull = <S extends z.ZodType>(schema: S) => schema.nullable().optional();

export const PatchTenant = z.strictObject({
  tenantId: Id,
  name: name.optional(),
  externalId: orNull(externalId),
  email: orNull(email),
  locale: orNull(locale),
  metadata: orNull(Metadata),
});

/**
 * Changes the given fields of a tenant and no others; null empties one. Throws forbidden, not_found, and conflict when
 * it is archived, or somebody else has the external id or the address.
 */
export async function patchTenant(
  ctx: Context<Staff>,
  { tenantId, ...given }: z.infer<typeof PatchTenant>,
): Promise<void> {
  requireRole(ctx, "admin", "tenants:write");
  const wanted = { externalId: given.externalId ?? undefined };
  await tellRaces(wanted, () =>
    ctx.db.transaction(async (tx) => {
      const before = await lockActiveTenant(tx, tenantId);
      const change = {
        ...(given.name !== undefined && { name: given.name }),
        ...(given.externalId !== undefined && { externalId: given.externalId }),
        ...(given.email !== undefined && { email: given.email }),
        ...(given.locale !== undefined && { locale: given.locale ?? "en" }),
        ...(given.metadata !== undefined && { metadata: given.metadata ?? {} }),
      };
      await changeTenant(ctx, tx, { before, change });
    }),
  );
}
