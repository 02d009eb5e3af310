import { stringify } from "csv-stringify/sync";
import type { z } from "zod";
import { listAuditRows } from "@/db/queries/audit-lists";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { safeCell } from "@/lib/csv/safe-cell";
import { newId } from "@/lib/ids";
import { type AuditFilterInput, toAuditFilter } from "./audit-filter";
import { type AuditView, toAuditViews } from "./audit-view";
import { recordAudit } from "./record-audit";

const BATCH_SIZE = 500;
const COLUMNS = [
  "id",
  "at",
  "action",
  "actor_kind",
  "actor_id",
  "actor_name",
  "tenant_id",
  "tenant_name",
  "subject_id",
  "support_reference",
  "ip",
  "request_id",
  "detail",
];

/**
 * All that fits the filters as CSV, newest first, read piece by piece as it is taken. That it was exported, and by
 * which filters, is in the log itself. Throws forbidden.
 */
export async function exportAudit(
  ctx: Context,
  input: z.infer<typeof AuditFilterInput>,
): Promise<ReadableStream<Uint8Array>> {
  requireRole(ctx, "viewer");
  const { filter } = await toAuditFilter(ctx.db, input);
  // What is written from here on, the row about this export included, is not in it.
  let after: string | undefined = newId();
  const detail = {
    filters: Object.fromEntries(Object.entries(input).filter(([, value]) => value)),
  };
  await ctx.db.transaction((tx) => recordAudit(tx, ctx, { action: "audit.exported", detail }));
  const encoder = new TextEncoder();
  let isBegun = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!isBegun) controller.enqueue(encoder.encode(stringify([COLUMNS])));
      isBegun = true;
      const page = await listAuditRows(ctx.db, filter, { after, limit: BATCH_SIZE });
      const rows = await toAuditViews(ctx.db, page.rows);
      if (rows.length > 0) controller.enqueue(encoder.encode(stringify(rows.map(toCells))));
      after = page.older;
      if (!after) controller.close();
    },
  });
}

function toCells(row: AuditView): string[] {
  return [
    row.id,
    row.at,
    row.action,
    row.actorKind,
    row.actorId,
    row.actorName,
    row.tenantId,
    row.tenantName,
    row.subjectId,
    row.subjectReference,
    row.ip,
    row.requestId,
    JSON.stringify(row.detail),
  ].map((cell) => safeCell(cell ?? ""));
}
