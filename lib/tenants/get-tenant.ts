import { findTenant, type TenantRow } from "@/db/queries/tenants";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";

/** The tenant of an actor's session. Throws not_found when it is archived or gone. */
export async function getTenant(ctx: Pick<Context, "db">, tenantId: string): Promise<TenantRow> {
  const tenant = await findTenant(ctx.db, tenantId);
  if (!tenant) throw notFound("customer");
  return tenant;
}
