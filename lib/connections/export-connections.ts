import type { ListedConnection } from "@/db/queries/connection-list";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { csvStream } from "@/lib/csv/csv-stream";
import { FAILURES } from "@/lib/failures";
import { supportReference } from "@/lib/ids";
import { log } from "@/lib/log";
import type { ConnectionFilters } from "./connection-filters";
import { readFiltered } from "./list-connections";

const BATCH_MAX = 500;

const COLUMNS: Record<string, (row: ListedConnection) => string | null | undefined> = {
  reference: ({ connection }) => supportReference(connection.id),
  connection_id: ({ connection }) => connection.id,
  tenant: ({ tenantName }) => tenantName,
  tenant_id: ({ connection }) => connection.tenantId,
  external_id: ({ externalId }) => externalId,
  phone_number: ({ connection }) => connection.phoneNumber,
  number_source: ({ connection }) => (connection.numberId ? "bird" : "own"),
  state: ({ connection }) => connection.state,
  failure_code: ({ connection }) => connection.failureCode,
  party: ({ connection: { failureCode } }) => failureCode && FAILURES[failureCode].party,
  waba_id: ({ connection }) => connection.wabaId,
  phone_number_id: ({ connection }) => connection.phoneNumberId,
  business_id: ({ connection }) => connection.businessId,
  connector_id: ({ connection }) => connection.connectorId,
  channel_id: ({ connection }) => connection.channelId,
  created_at: ({ connection }) => connection.createdAt.toISOString(),
  connected_at: ({ connection }) => connection.connectedAt?.toISOString(),
  disconnected_at: ({ connection }) => connection.disconnectedAt?.toISOString(),
  updated_at: ({ connection }) => connection.updatedAt.toISOString(),
};

/** What the filters of the list let through, newest first, as a CSV file that is made while it is read. Throws forbidden. */
export async function exportConnections(
  ctx: Context<Operator>,
  { code: failureCode, ...filters }: ConnectionFilters,
  { batchMax = BATCH_MAX }: { batchMax?: number } = {},
): Promise<ReadableStream<Uint8Array>> {
  requireRole(ctx, "viewer");
  await ctx.db.transaction((tx) =>
    recordAudit(tx, ctx, {
      action: "connections.exported",
      detail: { filters: { ...filters, failureCode } },
    }),
  );
  const all = batches(ctx, { ...filters, code: failureCode }, batchMax);
  return csvStream(Object.keys(COLUMNS), all);
}

async function* batches(ctx: Context<Operator>, filters: ConnectionFilters, limit: number) {
  let after: string | undefined;
  try {
    do {
      const page = await readFiltered(ctx, filters, { after, limit });
      yield page.rows.map((row) => Object.values(COLUMNS).map((read) => read(row)));
      after = page.older;
    } while (after);
  } catch (error) {
    // The answer has begun: it breaks off, and who reads the file sees that it is not whole.
    log().error({ err: error, requestId: ctx.requestId, party: "perch" }, "an export broke off");
    throw error;
  }
}
