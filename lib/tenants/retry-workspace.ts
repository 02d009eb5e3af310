import { z } from "zod";
import { updateTenantRow } from "@/db/queries/tenant-changes";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { lockActiveTenant, nextVersion } from "./lock-tenant-version";
import { putEnsureWorkspace, startEnsuringWorkspace } from "./start-ensuring-workspace";

export const RetryWorkspace = z.strictObject({ tenantId: Id });

/** Has a tenant's workspace readied once more. Throws forbidden, not_found, conflict, not_configured. */
export async function retryWorkspace(
  ctx: Context<Operator>,
  { tenantId }: z.infer<typeof RetryWorkspace>,
): Promise<void> {
  requireRole(ctx, "admin");
  if (!ctx.bird) {
    const missing = ctx.env.bird.missing.join(" and ");
    throw new AppError("not_configured", `Bird is not configured. Set ${missing} first.`);
  }
  await ctx.db.transaction(async (tx) => {
    const before = await lockActiveTenant(tx, tenantId);
    await updateTenantRow(
      tx,
      { tenantId, now: nextVersion(before, ctx.now()) },
      { workspaceFailureCode: null, workspaceFailureDetail: null },
    );
    await recordAudit(tx, ctx, {
      action: "workspace.retried",
      tenantId,
      subjectId: tenantId,
      detail: { after: before.workspaceFailureCode },
    });
    await putEnsureWorkspace(ctx, tx, tenantId);
  });
  startEnsuringWorkspace(ctx, tenantId);
}
