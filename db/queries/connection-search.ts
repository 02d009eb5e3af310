import { eq, type SQL, sql } from "drizzle-orm";
import { signups, tenants } from "../schema";
import type { Db } from "../types";
import {
  all,
  type ConnectionListFilters,
  conditionsOf,
  cursorOf,
  directionOf,
  type ListedConnection,
  readPage,
} from "./connection-list";
import type { Keyset, Page } from "./keyset";
import { rowsOf } from "./rows-of";
import type { SignupRow } from "./signups";

/** What a search may mean; what is undefined it does not. */
export type SearchTerms = {
  /** The beginning of a tenant's name or external id, in small letters. */
  text?: string | undefined;
  /** The beginning of an E.164 number, with its plus. */
  phonePrefix?: string | undefined;
  wabaPrefix?: string | undefined;
  /** A support reference: twelve hex digits in small letters. */
  reference?: string | undefined;
};

/** However many rows begin alike, no more of one kind are looked at: a search is for finding, a filter for listing. */
const CANDIDATES_MAX = 500;
const TENANTS_MAX = 50;

/** A page of the connections that fit a search and the filters, newest first, for operators. */
export async function searchConnections(
  db: Db,
  { terms, ...filters }: ConnectionListFilters & { terms: SearchTerms },
  keyset: Keyset,
): Promise<Page<ListedConnection>> {
  const statement = pageOfFoundIds({ terms, ...filters }, keyset);
  if (!statement) return { rows: [], older: undefined, newer: undefined };
  return readPage(db, await rowsOf<{ id: string }>(db, statement), keyset);
}

/** The statement behind `searchConnections`, undefined when the terms mean nothing; apart, so that it can be explained. */
export function pageOfFoundIds(
  { terms, ...filters }: ConnectionListFilters & { terms: SearchTerms },
  keyset: Keyset,
): SQL | undefined {
  const asked: Asked = { conditions: [...conditionsOf(filters), ...cursorOf(keyset)], keyset };
  const { text, phonePrefix, wabaPrefix, reference } = terms;
  const parts = [
    ...(text ? [ofTenants(sql`lower(name)`, text, asked)] : []),
    ...(text ? [ofTenants(sql`lower(external_id)`, text, asked)] : []),
    ...(phonePrefix ? [beginningWith(sql`phone_number`, phonePrefix, asked)] : []),
    ...(wabaPrefix ? [beginningWith(sql`waba_id`, wabaPrefix, asked)] : []),
    ...(reference ? [byReference(reference, asked), bySignup(reference, asked)] : []),
  ];
  if (parts.length === 0) return undefined;
  return sql`select id from (${sql.join(parts, sql` union `)}) found
    order by id ${directionOf(keyset)} limit ${keyset.limit + 1}`;
}

export type FoundSignup = { signup: SignupRow; tenantName: string };

/** The signups that a support reference names, of whichever tenant, for operators. */
export function findSignupsByReference(db: Db, reference: string): Promise<FoundSignup[]> {
  return db
    .select({ signup: signups, tenantName: tenants.name })
    .from(signups)
    .innerJoin(tenants, eq(tenants.id, signups.tenantId))
    .where(sql`right(replace(${signups.id}::text, '-', ''), 12) = ${reference}`)
    .limit(10);
}

type Asked = { conditions: SQL[]; keyset: Keyset };

function ofTenants(column: SQL, prefix: string, { conditions, keyset }: Asked): SQL {
  return sql`(select of_tenant.id from (
      select id from tenants where ${column} like ${likePrefix(prefix)}
      order by ${column} using ~<~ limit ${TENANTS_MAX}
    ) t cross join lateral (
      select id from connections where ${all([sql`tenant_id = t.id`, ...conditions])}
      order by id ${directionOf(keyset)} limit ${keyset.limit + 1}
    ) of_tenant)`;
}

function beginningWith(column: SQL, prefix: string, { conditions }: Asked): SQL {
  return sql`(select id from (
      select id, tenant_id, state, failure_code, number_id from connections
      where ${column} like ${likePrefix(prefix)}
      order by ${column} using ~<~ limit ${CANDIDATES_MAX}
    ) candidate where ${all(conditions)})`;
}

function byReference(reference: string, { conditions }: Asked): SQL {
  const isNamed = sql`right(replace(id::text, '-', ''), 12) = ${reference}`;
  return sql`(select id from connections where ${all([isNamed, ...conditions])})`;
}

function bySignup(reference: string, { conditions }: Asked): SQL {
  return sql`(select id from connections where id in (
      select connection_id from signups
      where right(replace(id::text, '-', ''), 12) = ${reference} limit 10
    ) and ${all(conditions)})`;
}

function likePrefix(text: string): string {
  return `${text.replace(/[\\%_]/g, "\\$&")}%`;
}
