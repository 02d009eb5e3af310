import { z } from "zod";
import {
  deleteWorkspaceOfTenant,
  holdsNumbers,
  updateTenantRow,
} from "@/db/queries/tenant-changes";
import type { TenantRow } from "@/db/queries/tenants";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { Id } from "@/lib/ids";
import { lockTenantVersion, nextVersion } from "./lock-tenant-version";
import { requireFree, tellRaces } from "./require-free";
import { putEnsureWorkspace, startEnsuringWorkspace } from "./start-ensuring-workspace";
import { fieldConflict, TenantFields } from "./tenant-fields";

/** Without a `workspaceId` Perch finds the workspace that it made for the tenant, or makes one. */
export const SetWorkspace = z.strictObject({
  tenantId: Id,
  version: z.string(),
  workspaceId: TenantFields.workspaceId,
});

/**
 * Gives a tenant another Bird workspace and has it readied in the background. Throws forbidden, not_found, and
 * conflict while numbers live in the present one, somebody else has the new one, or it was changed since.
 */
export async function setWorkspace(
  ctx: Context<Operator>,
  { tenantId, version, workspaceId }: z.infer<typeof SetWorkspace>,
): Promise<void> {
  requireRole(ctx, "admin");
  await tellRaces({ workspaceId }, () =>
    ctx.db.transaction(async (tx) => {
      const before = await lockTenantVersion(tx, { tenantId, version });
      if ((before.workspaceId ?? undefined) !== workspaceId) {
        await requireFree(tx, { workspaceId }, tenantId);
        await requireUnused(tx, before, ctx.now());
        // The hook in the old one stays; what it tells is refused from now on.
        await deleteWorkspaceOfTenant(tx, tenantId);
      }
      await updateTenantRow(
        tx,
        { tenantId, now: nextVersion(before, ctx.now()) },
        {
          workspaceId: workspaceId ?? null,
          workspaceFailureCode: null,
          workspaceFailureDetail: null,
        },
      );
      await recordAudit(tx, ctx, {
        action: "workspace.set",
        tenantId,
        subjectId: tenantId,
        detail: { from: before.workspaceId, to: workspaceId ?? "make" },
      });
      await putEnsureWorkspace(ctx, tx, tenantId);
    }),
  );
  startEnsuringWorkspace(ctx, tenantId);
}

async function requireUnused(tx: Db, tenant: TenantRow, now: Date): Promise<void> {
  if (tenant.workspaceLeaseUntil && tenant.workspaceLeaseUntil > now)
    throw fieldConflict(
      "workspaceId",
      "Perch is setting the present workspace up. Try again in a minute.",
    );
  if (tenant.workspaceId && (await holdsNumbers(tx, tenant.id)))
    throw fieldConflict(
      "workspaceId",
      "This tenant’s numbers live in the present workspace. Disconnect them first.",
    );
}
