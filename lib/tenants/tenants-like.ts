import { matchTenantById, matchTenants } from "@/db/queries/tenant-matches";
import type { Db } from "@/db/types";
import { Id } from "@/lib/ids";

const MATCHES_MAX = 50;

/** The tenants that a filter means: by id, or by how their name, external id or e-mail begins. `isCut` when it means more than are taken. */
export async function tenantsLike(
  db: Db,
  text: string | undefined,
): Promise<{ tenantIds: string[] | undefined; isCut: boolean }> {
  if (!text) return { tenantIds: undefined, isCut: false };
  const matches = Id.safeParse(text).success
    ? await matchTenantById(db, text)
    : await matchTenants(db, { text, limit: MATCHES_MAX + 1 });
  return {
    tenantIds: matches.slice(0, MATCHES_MAX).map(({ id }) => id),
    isCut: matches.length > MATCHES_MAX,
  };
}
