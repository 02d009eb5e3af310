import { and, eq, getTableName, isNotNull, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { connections, endpoints, idempotencyKeys, settings, signups, workspaces } from "../schema";
import type { Db } from "../types";
import { rowsOf } from "./rows-of";

/** A place in the database that holds values of the vault, and to what each of them is bound. */
export type SealedColumn = {
  /** Table and column, or the path within one, as people read it. */
  name: string;
  table: PgTable;
  keys: [PgColumn, ...PgColumn[]];
  tenantId: SQL;
  rowId: SQL;
  value: SQL;
  /** The assignment of another value. */
  set: (next: string) => SQL;
};

/** Every one of them; a test compares this list with the schema. */
export const SEALED_COLUMNS: SealedColumn[] = [
  ofTenant(connections, connections.sealedToken),
  ofTenant(connections, connections.sealedPin),
  ofTenant(signups, signups.sealedToken),
  {
    ...whole(workspaces, workspaces.sealedSigningKey),
    keys: [workspaces.workspaceId],
    tenantId: sql`${workspaces.tenantId}`,
    rowId: sql`${workspaces.workspaceId}`,
  },
  ofIsv(endpoints.sealedSecret),
  ofIsv(endpoints.sealedPreviousSecret),
  {
    ...whole(idempotencyKeys, idempotencyKeys.sealedBody),
    keys: [idempotencyKeys.apiKeyId, idempotencyKeys.key],
    tenantId: sql`${idempotencyKeys.apiKeyId}`,
    rowId: sql`'idempotency:' || ${idempotencyKeys.key}`,
  },
  {
    name: "settings.value.sealedSecret",
    table: settings,
    keys: [settings.key],
    tenantId: sql`'portal'`,
    rowId: sql`'settings:' || ${settings.key}`,
    value: sql`${settings.value} ->> 'sealedSecret'`,
    set: (next) =>
      sql`${named(settings.value)} = jsonb_set(${settings.value}, '{sealedSecret}', to_jsonb(${next}::text))`,
  },
];

export type SealedValue = { keys: string[]; tenantId: string; rowId: string; value: string };

/** The next values of a column in the order of its keys, whatever they are sealed with. */
export async function listSealed(
  db: Db,
  column: SealedColumn,
  { after, limit }: { after: string[] | undefined; limit: number },
): Promise<SealedValue[]> {
  const { keys, table, value } = column;
  const place = sql.join(
    keys.map((key) => sql`${key}`),
    sql`, `,
  );
  const bound =
    after &&
    sql.join(
      keys.map((key, index) => typed(key, after[index])),
      sql`, `,
    );
  const isNext = bound && sql`(${place}) > (${bound})`;
  const texts = sql.join(
    keys.map((key) => sql`${key}::text`),
    sql`, `,
  );
  return rowsOf<SealedValue>(
    db,
    sql`select array[${texts}] as keys, (${column.tenantId})::text as "tenantId",
      (${column.rowId})::text as "rowId", ${value} as value
      from ${table} where ${and(isNotNull(value), isNext)} order by ${place} limit ${limit}`,
  );
}

/** Some values of every column, for their key ids only: the oldest and the newest, up to `limit` each. */
export async function sampleSealed(db: Db, limit: number): Promise<string[]> {
  const parts = SEALED_COLUMNS.flatMap(({ keys: [key], table, value }) =>
    [sql`asc`, sql`desc`].map(
      (order) =>
        sql`(select ${value} as sealed from ${table} where ${value} is not null order by ${key} ${order} limit ${limit})`,
    ),
  );
  const rows = await rowsOf<{ sealed: string }>(db, sql.join(parts, sql` union `));
  return rows.map(({ sealed }) => sealed);
}

/** Puts another value in place of one; false when that was not there any more. */
export async function replaceSealed(
  db: Db,
  column: SealedColumn,
  { keys, value, next }: Pick<SealedValue, "keys" | "value"> & { next: string },
): Promise<boolean> {
  const isRow = column.keys.map((key, index) => sql`${key} = ${typed(key, keys[index])}`);
  const isStill = eq(column.value, value);
  const changed = await rowsOf(
    db,
    sql`update ${column.table} set ${column.set(next)} where ${and(...isRow, isStill)} returning 1 as one`,
  );
  return changed.length > 0;
}

function ofTenant(table: typeof connections | typeof signups, column: PgColumn): SealedColumn {
  const { id, tenantId } = table;
  return { ...whole(table, column), keys: [id], tenantId: sql`${tenantId}`, rowId: sql`${id}` };
}

function ofIsv(column: PgColumn): SealedColumn {
  const { id } = endpoints;
  return { ...whole(endpoints, column), keys: [id], tenantId: sql`'isv'`, rowId: sql`${id}` };
}

function whole(table: PgTable, column: PgColumn) {
  return {
    name: `${getTableName(table)}.${column.name}`,
    table,
    value: sql`${column}`,
    set: (next: string) => sql`${named(column)} = ${next}`,
  };
}

/** A column as an assignment names it, without its table. */
function named(column: PgColumn): SQL {
  return sql`${sql.identifier(column.name)}`;
}

function typed(column: PgColumn, value: string | undefined): SQL {
  return sql`${value}::${sql.raw(column.getSQLType())}`;
}
