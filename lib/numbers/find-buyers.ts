import { z } from "zod";
import { findTenantsByStart } from "@/db/queries/workspace-tenants";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { Id } from "@/lib/ids";
import { getTenant } from "@/lib/tenants/get-tenant";

const FOUND_MAX = 20;

/** Whom a number is for, as the URL says it. */
export const BuyerQuery = z.object({
  tenant: Id.optional().catch(undefined),
  q: z.string().trim().min(1).max(200).optional().catch(undefined),
});
export type Buyer = {
  id: string;
  name: string;
  externalId: string | undefined;
  hasWorkspace: boolean;
};

/** The customer that was chosen, or those to choose from: what begins with `q`, else the newest. Throws forbidden, not_found. */
export async function findBuyers(
  ctx: Context<Operator>,
  { tenant, q }: z.infer<typeof BuyerQuery>,
): Promise<{ chosen: Buyer | undefined; choices: Buyer[] }> {
  requireRole(ctx, "viewer");
  if (tenant) return { chosen: toBuyer(await getTenant(ctx, tenant)), choices: [] };
  const found = await findTenantsByStart(ctx.db, { query: q, limit: FOUND_MAX });
  return { chosen: undefined, choices: found.map(toBuyer) };
}

type Row = { id: string; name: string; externalId: string | null; workspaceId: string | null };

function toBuyer({ id, name, externalId, workspaceId }: Row): Buyer {
  return { id, name, externalId: externalId ?? undefined, hasWorkspace: workspaceId !== null };
}
