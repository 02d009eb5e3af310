import type { z } from "zod";
import { lockAnyTenant, setArchived } from "@/db/queries/tenant-changes";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { ArchiveTenant } from "./archive-tenant";

/** Takes an archived tenant back; its revoked links stay revoked. An active one stays as it is. Throws forbidden, not_found. */
export async function restoreTenant(
  ctx: Context<Staff>,
  { tenantId }: z.infer<typeof ArchiveTenant>,
): Promise<void> {
  requireRole(ctx, "admin", "tenants:write");
  await ctx.db.transaction(async (tx) => {
    if (!(await lockAnyTenant(tx, tenantId))) throw notFound("tenant");
    if (!(await setArchived(tx, { tenantId, at: null, now: ctx.now() }))) return;
    await recordAudit(tx, ctx, { action: "tenant.restored", tenantId, subjectId: tenantId });
  });
}
