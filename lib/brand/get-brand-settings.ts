import { findBrand } from "@/db/queries/brand";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { StoredBrand } from "./brand";
import { mergeBrand } from "./get-brand";

/** The portal's brand as it is set, and what stands where it is not. Throws forbidden. */
export async function getBrandSettings(ctx: Context<Operator>) {
  requireRole(ctx, "viewer");
  const row = await findBrand(ctx.db);
  const stored = StoredBrand.parse(row?.value ?? {});
  return {
    mayChange: mayChange(ctx),
    version: row?.version ?? 0,
    name: stored.name ?? "",
    color: stored.color ?? "",
    supportEmail: stored.supportEmail ?? "",
    logoUrl: mergeBrand(ctx.env, stored, {}).logoUrl,
    defaults: { name: ctx.env.isvName, supportEmail: ctx.env.supportEmail },
  };
}
