import { eq } from "drizzle-orm";
import { workspaces } from "../schema";
import type { Db } from "../types";

export type WorkspaceHook = Pick<
  typeof workspaces.$inferSelect,
  "workspaceId" | "tenantId" | "sealedSigningKey" | "hookUrl"
>;

/** How what a Bird workspace posts to us is signed; undefined for a workspace that is not ours. */
export async function findWorkspaceHook(
  db: Db,
  workspaceId: string,
): Promise<WorkspaceHook | undefined> {
  const [row] = await db
    .select({
      workspaceId: workspaces.workspaceId,
      tenantId: workspaces.tenantId,
      sealedSigningKey: workspaces.sealedSigningKey,
      hookUrl: workspaces.hookUrl,
    })
    .from(workspaces)
    .where(eq(workspaces.workspaceId, workspaceId));
  return row;
}
