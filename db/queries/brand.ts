import { and, eq, sql } from "drizzle-orm";
import { settings, type TenantBrand, tenants } from "../schema";
import type { Db } from "../types";

type Value = Record<string, unknown>;

/** The portal's brand without its logo, which is large and read by those who show it. */
export async function findBrand(db: Db): Promise<{ value: Value; version: number } | undefined> {
  const [row] = await db
    .select({ value: sql<Value>`${settings.value} - 'logo'`, version: settings.version })
    .from(settings)
    .where(eq(settings.key, "brand"));
  return row;
}

/** The same with its logo, held until the transaction ends. */
export async function lockBrand(tx: Db): Promise<{ value: Value; version: number } | undefined> {
  const [row] = await tx
    .select({ value: settings.value, version: settings.version })
    .from(settings)
    .where(eq(settings.key, "brand"))
    .for("update");
  return row;
}

export async function findLogo(db: Db): Promise<{ logo: unknown; hash: unknown } | undefined> {
  const [row] = await db
    .select({
      logo: sql<unknown>`${settings.value} ->> 'logo'`,
      hash: sql<unknown>`${settings.value} ->> 'logoHash'`,
    })
    .from(settings)
    .where(eq(settings.key, "brand"));
  return row;
}

/** Writes the brand over the version that was seen, 0 for none; false when somebody else was faster. */
export async function writeBrand(
  tx: Db,
  { value, version, now }: { value: Value; version: number; now: Date },
): Promise<boolean> {
  if (version === 0) {
    const made = await tx
      .insert(settings)
      .values({ key: "brand", value, updatedAt: now })
      .onConflictDoNothing()
      .returning({ version: settings.version });
    return made.length > 0;
  }
  const written = await tx
    .update(settings)
    .set({ value, version: version + 1, updatedAt: now })
    .where(and(eq(settings.key, "brand"), eq(settings.version, version)))
    .returning({ version: settings.version });
  return written.length > 0;
}

export async function findTenantBrand(db: Db, tenantId: string): Promise<TenantBrand | undefined> {
  const [row] = await db
    .select({ brand: tenants.brand })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  return row?.brand;
}
