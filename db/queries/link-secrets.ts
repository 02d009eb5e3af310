import { and, eq } from "drizzle-orm";
import { links, tenants } from "@/db/schema";
import type { Db } from "@/db/types";

/** A link by the digest of its secret, with what its landing page says about the tenant. */
export async function findLinkBySecretHash(db: Db, secretHash: string) {
  const [row] = await db
    .select({
      id: links.id,
      tenantId: links.tenantId,
      purpose: links.purpose,
      state: links.state,
      email: links.email,
      expiresAt: links.expiresAt,
      requestedAt: links.requestedAt,
      tenantName: tenants.name,
      locale: tenants.locale,
      archivedAt: tenants.archivedAt,
    })
    .from(links)
    .innerJoin(tenants, eq(tenants.id, links.tenantId))
    .where(eq(links.secretHash, secretHash));
  return row;
}
export type LinkWithTenant = NonNullable<Awaited<ReturnType<typeof findLinkBySecretHash>>>;

/** Moves a link from `created` to `viewed`; false when it had left `created` before. */
export async function markLinkViewed(
  db: Db,
  link: { tenantId: string; linkId: string; now: Date },
): Promise<boolean> {
  const moved = await db
    .update(links)
    .set({ state: "viewed", viewedAt: link.now })
    .where(
      and(eq(links.id, link.linkId), eq(links.tenantId, link.tenantId), eq(links.state, "created")),
    )
    .returning({ id: links.id });
  return moved.length > 0;
}
