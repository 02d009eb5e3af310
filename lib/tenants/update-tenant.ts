import { z } from "zod";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { Id } from "@/lib/ids";
import { changeTenant } from "./change-tenant";
import { lockTenantVersion } from "./lock-tenant-version";
import { tellRaces } from "./require-free";
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
      await changeTenant(ctx, tx, { before, change });
    }),
  );
}
