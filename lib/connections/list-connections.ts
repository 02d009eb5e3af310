import type { z } from "zod";
import {
  type ConnectionCount,
  countConnections,
  type ListedConnection,
  listConnections as readConnections,
} from "@/db/queries/connection-list";
import {
  type FoundSignup,
  findSignupsByReference,
  searchConnections,
} from "@/db/queries/connection-search";
import type { Keyset, Page } from "@/db/queries/keyset";
import { findTenantName } from "@/db/queries/tenants";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { FAILURES, PARTIES, type Party } from "@/lib/failures";
import { Paging } from "@/lib/http/search-params";
import { getTranslator, type Translator } from "@/lib/i18n/translator";
import { supportReference } from "@/lib/ids";
import { ConnectionFilters, toListFilters, toSearchTerms } from "./connection-filters";
import {
  type Levers,
  leversOf,
  type OperatorFailureView,
  operatorFailureOf,
  phoneOf,
  stateWordsOf,
  warningOf,
} from "./operator-words";
import { CONNECTION_STATES } from "./states";

export const ListConnections = ConnectionFilters.extend(Paging.shape);

const ROWS_MAX = 50;

export type ConnectionLine = {
  id: string;
  tenantId: string;
  tenantName: string;
  externalId: string | undefined;
  phoneNumber: string | undefined;
  source: "own" | "bird";
  stateText: string;
  tone: "good" | "busy" | "bad";
  failure: OperatorFailureView | undefined;
  warning: string | undefined;
  levers: Levers;
  updatedAt: string;
  supportReference: string;
};

/** A page of all tenants' connections by filters and search, and how many there are at all. Throws forbidden. */
export async function listConnections(
  ctx: Context<Operator>,
  input: z.output<typeof ListConnections>,
) {
  requireRole(ctx, "viewer");
  const t = getTranslator("en");
  const keyset = { after: input.after, before: input.before, limit: ROWS_MAX };
  const reference = input.q ? toSearchTerms(input.q).reference : undefined;
  const [page, counts, signups, tenantName] = await Promise.all([
    readFiltered(ctx, input, keyset),
    countConnections(ctx.db),
    reference ? findSignupsByReference(ctx.db, reference) : [],
    input.tenant ? findTenantName(ctx.db, input.tenant) : undefined,
  ]);
  const now = ctx.now();
  return {
    ...page,
    rows: page.rows.map((row) => toLine(row, { mayChange: mayChange(ctx), now, t })),
    counts: countsOf(counts),
    signups: signups.filter(({ signup }) => !signup.connectionId).map((one) => toSignup(one, t)),
    tenantName,
  };
}

/** The rows behind a page of the list, for those who show them otherwise. */
export function readFiltered(
  { db }: Pick<Context, "db">,
  filters: Parameters<typeof toListFilters>[0],
  keyset: Keyset,
): Promise<Page<ListedConnection>> {
  const where = toListFilters(filters);
  if (!filters.q) return readConnections(db, where, keyset);
  return searchConnections(db, { ...where, terms: toSearchTerms(filters.q) }, keyset);
}

type Shown = { mayChange: boolean; now: Date; t: Translator };

function toLine({ connection, ...of }: ListedConnection, shown: Shown): ConnectionLine {
  const { t } = shown;
  return {
    id: connection.id,
    tenantId: connection.tenantId,
    tenantName: of.tenantName,
    externalId: of.externalId ?? undefined,
    phoneNumber: phoneOf(connection),
    source: connection.numberId ? "bird" : "own",
    ...stateWordsOf(connection, t),
    failure: operatorFailureOf(connection, t),
    warning: warningOf(connection, shown.now, t),
    levers: leversOf(connection, shown.mayChange),
    updatedAt: connection.updatedAt.toISOString(),
    supportReference: supportReference(connection.id),
  };
}

/** A signup that has not led to a connection, found by the reference that its customer read out. */
function toSignup({ signup, tenantName }: FoundSignup, t: Translator) {
  return {
    id: signup.id,
    tenantId: signup.tenantId,
    tenantName,
    stateText: t(`states.signup.${signup.state}`),
    failure: operatorFailureOf(signup, t),
    createdAt: signup.createdAt.toISOString(),
    supportReference: supportReference(signup.id),
  };
}

function countsOf(counts: ConnectionCount[]) {
  const sum = (fits: (one: ConnectionCount) => boolean) =>
    counts.filter(fits).reduce((total, { count }) => total + count, 0);
  const isOf = (party: Party) => (one: ConnectionCount) =>
    one.failureCode !== null && FAILURES[one.failureCode]?.party === party;
  return {
    all: sum(() => true),
    states: CONNECTION_STATES.map((state) => ({ state, count: sum((one) => one.state === state) })),
    parties: PARTIES.map((party) => ({ party, count: sum(isOf(party)) })),
  };
}
