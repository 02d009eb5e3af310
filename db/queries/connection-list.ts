import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { CONNECTION_STATES, type ConnectionState } from "@/lib/connections/states";
import type { FailureCode } from "@/lib/failures";
import { connections, signups, tenants } from "../schema";
import type { Db } from "../types";
import type { ConnectionRow } from "./connections";
import { type Keyset, type Page, toPage } from "./keyset";
import { rowsOf } from "./rows-of";

export type ConnectionListFilters = {
  state?: ConnectionState | undefined;
  /** Any of these failures; an empty list fits nothing. */
  codes?: FailureCode[] | undefined;
  tenantId?: string | undefined;
  /** Those that this link has led to. */
  linkId?: string | undefined;
  source?: "own" | "bird" | undefined;
  /** Bounds of the time of creation: from this on, and before that. */
  from?: Date | undefined;
  until?: Date | undefined;
};

export type ListedConnection = {
  connection: ConnectionRow;
  tenantName: string;
  externalId: string | null;
  /** The link that its customer came by last. */
  linkId: string | null;
};

/**
 * A page of the connections of all tenants, newest first, for operators. Every filter walks an index in the order of
 * ids: what is asked by failure walks that of each code and state and merges, so that rare ones are found as fast as
 * common ones.
 */
export async function listConnections(
  db: Db,
  filters: ConnectionListFilters,
  keyset: Keyset,
): Promise<Page<ListedConnection>> {
  return readPage(db, await rowsOf<{ id: string }>(db, pageOfIds(filters, keyset)), keyset);
}

/** The statement behind `listConnections`; apart, so that a test can have it explained. */
export function pageOfIds(filters: ConnectionListFilters, keyset: Keyset): SQL {
  const { codes, state, ...rest } = filters;
  const conditions = [...conditionsOf(rest), ...cursorOf(keyset)];
  const end = sql`order by id ${directionOf(keyset)} limit ${keyset.limit + 1}`;
  if (!codes) {
    const where = all([...conditionsOf({ state }), ...conditions]);
    return sql`select id from connections where ${where} ${end}`;
  }
  const ofBoth = [sql`failure_code = c.code`, sql`failure_code is not null`, sql`state = s.state`];
  return sql`select found.id from unnest(${textArray(codes)}) as c(code)
    cross join unnest(${textArray(state ? [state] : CONNECTION_STATES)}) as s(state)
    cross join lateral (
      select id from connections where ${all([...ofBoth, ...conditions])} ${end}
    ) found
    order by found.id ${directionOf(keyset)} limit ${keyset.limit + 1}`;
}

const OF_SIGNUP = and(
  eq(signups.id, connections.signupId),
  eq(signups.tenantId, connections.tenantId),
);

/** Reads what was found, with its tenants' names; the ids decide the order. */
export async function readPage(
  db: Db,
  found: { id: string }[],
  keyset: Keyset,
): Promise<Page<ListedConnection>> {
  const page = toPage(found, keyset, ({ id }) => id);
  if (page.rows.length === 0) return { ...page, rows: [] };
  const rows = await db
    .select({
      connection: connections,
      tenantName: tenants.name,
      externalId: tenants.externalId,
      linkId: signups.linkId,
    })
    .from(connections)
    .innerJoin(tenants, eq(tenants.id, connections.tenantId))
    .leftJoin(signups, OF_SIGNUP)
    .where(
      inArray(
        connections.id,
        page.rows.map(({ id }) => id),
      ),
    )
    .orderBy(desc(connections.id));
  return { ...page, rows };
}

/** A connection of whichever tenant, with its tenant, for operators. */
export async function findConnectionOfAnyTenant(db: Db, connectionId: string) {
  const [row] = await db
    .select({ connection: connections, tenant: tenants, linkId: signups.linkId })
    .from(connections)
    .innerJoin(tenants, eq(tenants.id, connections.tenantId))
    .leftJoin(signups, OF_SIGNUP)
    .where(eq(connections.id, connectionId));
  return row;
}

export type ConnectionCount = {
  state: ConnectionState;
  failureCode: FailureCode | null;
  count: number;
};

/** How many connections there are now by state and failure, from the tallies that their changes keep. */
export async function countConnections(db: Db): Promise<ConnectionCount[]> {
  const rows = await rowsOf<{ key: string; count: number }>(
    db,
    sql`select key, sum(amount)::float8 as count from tallies
      where metric = 'connection' and day = 'epoch' group by key having sum(amount) > 0`,
  );
  return rows.map(({ key, count }) => {
    const [state, failureCode] = key.split(":") as [ConnectionState, FailureCode | ""];
    return { state, failureCode: failureCode || null, count: Number(count) };
  });
}

/** Conditions on the columns of whatever rows of connections are nearest in scope. */
export function conditionsOf(filters: ConnectionListFilters): SQL[] {
  const { state, codes, tenantId, linkId, source, from, until } = filters;
  return [
    ...(state ? [sql`state = ${state}`] : []),
    ...(codes ? [sql`failure_code = any(${textArray(codes)})`] : []),
    ...(tenantId ? [sql`tenant_id = ${tenantId}::uuid`] : []),
    ...(linkId
      ? [sql`id in (select s.connection_id from signups s where s.link_id = ${linkId}::uuid)`]
      : []),
    ...(source === "bird" ? [sql`number_id is not null`] : []),
    ...(source === "own" ? [sql`number_id is null`] : []),
    ...(from ? [sql`id >= ${firstIdOf(from)}::uuid`] : []),
    ...(until ? [sql`id < ${firstIdOf(until)}::uuid`] : []),
  ];
}

export function cursorOf({ after, before }: Keyset): SQL[] {
  if (before) return [sql`id > ${before}::uuid`];
  return after ? [sql`id < ${after}::uuid`] : [];
}

export function directionOf({ before }: Keyset): SQL {
  return before ? sql`asc` : sql`desc`;
}

export function all(conditions: SQL[]): SQL {
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}

function textArray(values: string[]): SQL {
  const items = values.map((value) => sql`${value}`);
  return sql`array[${sql.join(items, sql`, `)}]::text[]`;
}

/** The least id that a row of this time can have: UUIDv7 begins with its milliseconds. */
function firstIdOf(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
