import { getDb } from "@/db/client";
import { findBrand, findTenantBrand } from "@/db/queries/brand";
import type { Db } from "@/db/types";
import { type Env, env } from "@/lib/env";
import { type Brand, StoredBrand } from "./brand";

type BrandContext = { db: Db; env: Pick<Env, "isvName" | "supportEmail"> };

/** The brand of a tenant's pages and mails: its own, over the portal's, over the environment's. */
export async function getBrand(ctx: BrandContext, tenantId?: string): Promise<Brand> {
  const [row, ofTenant] = await Promise.all([
    findBrand(ctx.db),
    tenantId ? findTenantBrand(ctx.db, tenantId) : undefined,
  ]);
  return mergeBrand(
    ctx.env,
    StoredBrand.parse(row?.value ?? {}),
    StoredBrand.parse(ofTenant ?? {}),
  );
}

/** The same for pages that nobody has signed in to. */
export async function siteBrand(tenantId?: string): Promise<Brand> {
  return getBrand({ db: await getDb(), env: env() }, tenantId);
}

/** A tenant with a name of its own does not go under the portal's logo. */
export function mergeBrand(
  { isvName, supportEmail }: BrandContext["env"],
  portal: StoredBrand,
  own: StoredBrand,
): Brand {
  return {
    name: own.name ?? portal.name ?? isvName,
    color: own.color ?? portal.color,
    supportEmail: own.supportEmail ?? portal.supportEmail ?? supportEmail,
    logoUrl: portal.logoHash && !own.name ? `/brand/logo/${portal.logoHash}` : undefined,
  };
}
