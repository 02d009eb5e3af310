import { z } from "zod";
import { findPortalSetting, putPortalSetting } from "@/db/queries/portal-settings";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";

const KEY = "token_export";
const Kept = z.object({ isOn: z.boolean() });

/** Whether tokens may leave the portal at all; off until an owner has said so. */
export async function mayExportTokens(db: Db): Promise<boolean> {
  return Kept.safeParse(await findPortalSetting(db, KEY)).data?.isOn ?? false;
}

export type TokenExportView = { isOn: boolean; maySet: boolean };

/** How the switch stands, for operators. Throws forbidden. */
export async function getTokenExport(ctx: Context): Promise<TokenExportView> {
  requireRole(ctx, "viewer");
  const maySet = ctx.actor.kind === "operator" && ctx.actor.role === "owner";
  return { isOn: await mayExportTokens(ctx.db), maySet };
}

export const SetTokenExport = z.strictObject({
  isOn: z.enum(["true", "false"]).transform((word) => word === "true"),
});

/** Lets keys with the scope `tokens:export` take tokens out, or stops that at once. Throws forbidden. */
export async function setTokenExport(
  ctx: Context,
  { isOn }: z.output<typeof SetTokenExport>,
): Promise<{ isOn: boolean }> {
  requireRole(ctx, "owner");
  await ctx.db.transaction(async (tx) => {
    await putPortalSetting(tx, { key: KEY, value: { isOn }, now: ctx.now() });
    const action = isOn ? "settings.token_export_allowed" : "settings.token_export_stopped";
    await recordAudit(tx, ctx, { action });
  });
  return { isOn };
}
