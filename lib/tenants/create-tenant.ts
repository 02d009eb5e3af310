import { z } from "zod";
import { insertTenant } from "@/db/queries/tenants";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { Metadata } from "@/lib/metadata";
import { requireFree, tellRaces } from "./require-free";
import { putEnsureWorkspace, startEnsuringWorkspace } from "./start-ensuring-workspace";
import { TenantFields } from "./tenant-fields";

/** `workspace` says whether a Bird workspace is made, or the one of `workspaceId` adopted. */
export const CreateTenant = z
  .strictObject({
    ...TenantFields,
    metadata: Metadata.optional(),
    workspace: z.enum(["make", "adopt"]).default("make"),
  })
  .refine(({ workspace, workspaceId }) => workspace === "make" || workspaceId, {
    path: ["workspaceId"],
    message: "Copy the id of the workspace from Bird, or let Perch make one.",
  });

/**
 * Makes a tenant and has its Bird workspace readied in the background. Throws forbidden, and conflict beside the field
 * when somebody else has the external id, the workspace or the address.
 */
export async function createTenant(
  ctx: Context,
  { workspace, ...fields }: z.infer<typeof CreateTenant>,
): Promise<{ tenantId: string }> {
  requireRole(ctx, "admin", "tenants:write");
  const wanted = { ...fields, workspaceId: workspace === "adopt" ? fields.workspaceId : undefined };
  const now = ctx.now();
  const tenant = await tellRaces(wanted, () =>
    ctx.db.transaction(async (tx) => {
      await requireFree(tx, wanted);
      const made = await insertTenant(tx, { ...wanted, createdAt: now, updatedAt: now });
      await recordAudit(tx, ctx, {
        action: "tenant.created",
        tenantId: made.id,
        subjectId: made.id,
        detail: { externalId: wanted.externalId, workspaceId: wanted.workspaceId },
      });
      await putEnsureWorkspace(ctx, tx, made.id);
      return made;
    }),
  );
  startEnsuringWorkspace(ctx, tenant.id);
  return { tenantId: tenant.id };
}
