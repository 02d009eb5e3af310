import { links, tenants } from "@/db/schema";
import type { Db } from "@/db/types";
import { digest, newSecret } from "@/lib/vault/digest";

export const HOUR_MS = 3_600_000;

export async function addTenant(db: Db, name = "Acme"): Promise<string> {
  const [row] = await db.insert(tenants).values({ name }).returning({ id: tenants.id });
  if (!row) throw new Error("no tenant");
  return row.id;
}

type LinkValues = Partial<typeof links.$inferInsert> & { tenantId: string };

export async function addLink(db: Db, values: LinkValues): Promise<{ id: string; secret: string }> {
  const secret = newSecret();
  const [row] = await db
    .insert(links)
    .values({
      purpose: "connect",
      secretHash: digest(secret),
      expiresAt: new Date(Date.now() + HOUR_MS),
      ...values,
    })
    .returning({ id: links.id });
  if (!row) throw new Error("no link");
  return { id: row.id, secret };
}
