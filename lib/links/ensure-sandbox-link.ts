import { findTenantByExternalId, insertTenant } from "@/db/queries/tenants";
import { isUniqueViolation } from "@/db/unique-violation";
import type { Context } from "@/lib/context";
import { createLink } from "./create-link";

const EXTERNAL_ID = "sandbox";
/** The workspace that the sandbox is seeded with. */
const WORKSPACE_ID = "0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50";

/** The sandbox's customer and a fresh link for it; its older links end, since their secrets cannot be shown again. */
export async function ensureSandboxLink(ctx: Context): Promise<string> {
  const tenant = (await findTenantByExternalId(ctx.db, EXTERNAL_ID)) ?? (await makeTenant(ctx));
  const { url } = await createLink(ctx, { tenantId: tenant.id });
  return url;
}

async function makeTenant(ctx: Context) {
  try {
    return await insertTenant(ctx.db, {
      name: "Harbor Coffee",
      externalId: EXTERNAL_ID,
      email: "ada@harborcoffee.example",
      workspaceId: WORKSPACE_ID,
    });
  } catch (error) {
    const made = isUniqueViolation(error)
      ? await findTenantByExternalId(ctx.db, EXTERNAL_ID)
      : undefined;
    if (!made) throw error;
    return made;
  }
}
