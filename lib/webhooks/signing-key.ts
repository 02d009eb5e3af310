import type { WorkspaceHook } from "@/db/queries/workspace-hooks";
import type { Context } from "@/lib/context";

const KEPT_MAX = 1_000;
const opened = new Map<string, string>();

/** The key that a workspace's webhooks are signed with; opened once per process. Throws VaultError. */
export async function signingKeyOf(ctx: Context, hook: WorkspaceHook): Promise<string> {
  const { sealedSigningKey: sealed, tenantId, workspaceId } = hook;
  const known = opened.get(sealed);
  if (known !== undefined) return known;
  const key = await ctx.vault.open(sealed, { tenantId, rowId: workspaceId });
  if (opened.size >= KEPT_MAX) opened.clear();
  opened.set(sealed, key);
  return key;
}
