import { z } from "zod";
import { COUNTED_MAX, listTenantPage } from "@/db/queries/tenant-list";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { Paging } from "@/lib/http/search-params";

/** What the list's URL may say. */
export const TenantListParams = Paging.extend({
  q: z.string().trim().min(1).max(200).optional().catch(undefined),
  show: z.enum(["archived", "all"]).optional().catch(undefined),
});

const PAGE_SIZE = 25;

/** One page of tenants, newest first. Throws forbidden. */
export async function listTenants(
  ctx: Context<Operator>,
  { q, show, after, before }: z.infer<typeof TenantListParams>,
) {
  requireRole(ctx, "viewer");
  const filter = { q, show: show ?? ("active" as const) };
  const page = await listTenantPage(ctx.db, filter, { after, before, limit: PAGE_SIZE });
  return {
    mayChange: mayChange(ctx),
    older: page.older,
    newer: page.newer,
    rows: page.rows.map((row) => ({
      id: row.id,
      name: row.name,
      externalId: row.externalId ?? undefined,
      email: row.email ?? undefined,
      workspace: workspaceState(row),
      isArchived: row.archivedAt !== null,
      createdAt: row.createdAt.toISOString(),
      connected: row.connected >= COUNTED_MAX ? `${COUNTED_MAX - 1}+` : String(row.connected),
    })),
  };
}

type WorkspaceFacts = {
  workspaceId: string | null;
  workspaceFailureCode: string | null;
  isSetUp: boolean;
};

/** How a tenant stands with Bird: set up, given by an operator but not seen at Bird yet, failed, or not there. */
export function workspaceState(row: WorkspaceFacts): "ready" | "given" | "failed" | "none" {
  if (row.workspaceFailureCode) return "failed";
  if (row.isSetUp) return "ready";
  return row.workspaceId ? "given" : "none";
}
