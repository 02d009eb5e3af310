import { z } from "zod";
import { lockBrand, writeBrand } from "@/db/queries/brand";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { lostUpdate } from "@/lib/lost-update";
import { fingerprint } from "@/lib/vault/digest";
import { BrandFields, optionalField } from "./brand";
import { LOGO_URL_MAX, logoDataUrl, parseLogo } from "./logo";

/** `logo` is a data URL; without one the present logo stays, unless `removeLogo` is ticked. */
export const UpdateBrand = z.strictObject({
  version: z.coerce.number().int().min(0),
  ...BrandFields,
  logo: optionalField(z.string().max(LOGO_URL_MAX, "Make the image smaller: 100 kB is the most.")),
  removeLogo: z.literal("on").optional(),
});

/**
 * Sets the portal's brand over the version that its form showed. Throws forbidden, invalid_input for what is no image,
 * and conflict when somebody else has saved in between.
 */
export async function updateBrand(
  ctx: Context<Operator>,
  { version, logo, removeLogo, ...fields }: z.infer<typeof UpdateBrand>,
): Promise<{ version: number }> {
  requireRole(ctx, "admin");
  const url = logo && logoDataUrl(parseLogo(logo));
  const given = url ? { logo: url, logoHash: fingerprint(url) } : undefined;
  await ctx.db.transaction(async (tx) => {
    const row = await lockBrand(tx);
    if ((row?.version ?? 0) !== version) throw lostUpdate();
    const kept = removeLogo ? undefined : pickLogo(row?.value);
    const value = { ...fields, ...(given ?? kept) };
    if (!(await writeBrand(tx, { value, version, now: ctx.now() }))) throw lostUpdate();
    const detail = { ...fields, logo: value.logoHash ?? "none" };
    await recordAudit(tx, ctx, { action: "brand.updated", detail });
  });
  return { version: version + 1 };
}

type LogoPart = { logo: string; logoHash: string };

function pickLogo(value: Record<string, unknown> | undefined): LogoPart | undefined {
  const { logo, logoHash } = value ?? {};
  return typeof logo === "string" && typeof logoHash === "string" ? { logo, logoHash } : undefined;
}
