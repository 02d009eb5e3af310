import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { connections, tenants } from "@/db/schema";
import type { Db } from "@/db/types";
import type { ConnectionState } from "@/lib/connections/states";

export type TenantHit = { id: string; name: string; externalId: string | null };
export type ConnectionHit = {
  id: string;
  state: ConnectionState;
  phoneNumber: string | null;
  wabaId: string;
  tenantName: string;
};

/** Tenants whose name or external id begins so, whatever the case. For operators: over all tenants. */
export async function searchTenants(db: Db, prefix: string, limit: number): Promise<TenantHit[]> {
  const pattern = `${escapeLike(prefix.toLowerCase())}%`;
  const found = (where: SQL, order: SQL) =>
    db
      .select({ id: tenants.id, name: tenants.name, externalId: tenants.externalId })
      .from(tenants)
      .where(and(where, isNull(tenants.archivedAt)))
      .orderBy(order)
      .limit(limit);
  // Two reads, each by its own index in its own order, where one with "or" would have to sort all that fits.
  const [byName, byExternalId] = await Promise.all([
    found(sql`lower(${tenants.name}) like ${pattern}`, sql`lower(${tenants.name}) using ~<~`),
    found(
      sql`lower(${tenants.externalId}) like ${pattern}`,
      sql`lower(${tenants.externalId}) using ~<~`,
    ),
  ]);
  const all = [...byExternalId, ...byName];
  return all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at).slice(0, limit);
}

export type ConnectionWords = {
  /** Digits that a number in international form, or a WABA id, begins with. */
  digits: string | undefined;
  /** The last twelve hex digits of an id, which is what customers read out. */
  reference: string | undefined;
  id: string | undefined;
};

/** Connections by number, WABA id, support reference or id. For operators: over all tenants. */
export async function searchConnections(
  db: Db,
  { digits, reference, id }: ConnectionWords,
  limit: number,
): Promise<ConnectionHit[]> {
  const found = (where: SQL, order: SQL) =>
    db
      .select({
        id: connections.id,
        state: connections.state,
        phoneNumber: connections.phoneNumber,
        wabaId: connections.wabaId,
        tenantName: tenants.name,
      })
      .from(connections)
      .innerJoin(tenants, eq(tenants.id, connections.tenantId))
      .where(where)
      .orderBy(order)
      .limit(limit);
  const reads = [
    ...(digits
      ? [
          found(
            sql`${connections.phoneNumber} like ${`+${digits}%`}`,
            sql`${connections.phoneNumber} using ~<~`,
          ),
          found(
            sql`${connections.wabaId} like ${`${digits}%`}`,
            sql`${connections.wabaId} using ~<~`,
          ),
        ]
      : []),
    ...(reference
      ? [
          found(
            sql`right(replace(${connections.id}::text, '-', ''), 12) = ${reference}`,
            desc(connections.id),
          ),
        ]
      : []),
    ...(id ? [found(sql`${connections.id} = ${id}`, asc(connections.id))] : []),
  ];
  const all = (await Promise.all(reads)).flat();
  return all.filter((one, at) => all.findIndex((two) => two.id === one.id) === at).slice(0, limit);
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
