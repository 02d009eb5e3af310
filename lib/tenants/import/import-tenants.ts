import { z } from "zod";
import { insertTenants, updateTenantRow } from "@/db/queries/tenant-changes";
import type { Db } from "@/db/types";
import { isUniqueViolation } from "@/db/unique-violation";
import { recordAudit, recordAudits } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { nextVersion } from "../lock-tenant-version";
import { type ParsedImport, parseImport } from "./parse-import";
import { digestOfPlan, type PlannedLine, planImport } from "./plan-import";

export const CheckImport = z.strictObject({ csv: z.string() });
/** `plan` is the digest of what was shown. */
export const ApplyImport = z.strictObject({ csv: z.string(), plan: z.string() });

const INSERT_MAX = 500;

export type ImportReport = {
  digest: string;
  lines: PlannedLine[];
  counts: Record<PlannedLine["does"], number>;
  unknownColumns: string[];
};

/** Says line by line what an import would do, and does nothing. Throws forbidden, invalid_input. */
export async function checkImport(
  ctx: Context<Operator>,
  { csv }: z.infer<typeof CheckImport>,
): Promise<ImportReport> {
  requireRole(ctx, "admin");
  const parsed = parseImport(csv);
  const plan = await ctx.db.transaction((tx) => planImport(tx, parsed.lines));
  return report(parsed, plan);
}

/**
 * Does what was shown, all of it in one transaction; lines with an error are left out. Run once more it changes
 * nothing. Bird workspaces are made with a customer's first link. Throws forbidden, invalid_input, and conflict when
 * it would no longer do the same.
 */
export async function applyImport(
  ctx: Context<Operator>,
  { csv, plan: shown }: z.infer<typeof ApplyImport>,
): Promise<ImportReport> {
  requireRole(ctx, "admin");
  const parsed = parseImport(csv);
  try {
    return await ctx.db.transaction(async (tx) => {
      const plan = await planImport(tx, parsed.lines);
      if (digestOfPlan(plan) !== shown) throw changed();
      await createAll(tx, ctx, plan);
      await updateAll(tx, ctx, plan);
      const done = report(parsed, plan);
      await recordAudit(tx, ctx, { action: "tenants.imported", detail: { ...done.counts } });
      return done;
    });
  } catch (error) {
    throw isUniqueViolation(error) ? changed() : error;
  }
}

async function createAll(tx: Db, ctx: Context<Operator>, plan: PlannedLine[]): Promise<void> {
  const now = ctx.now();
  const wanted = plan.flatMap((line) => (line.does === "create" ? [line.fields] : []));
  for (let start = 0; start < wanted.length; start += INSERT_MAX) {
    const rows = wanted.slice(start, start + INSERT_MAX);
    const made = await insertTenants(
      tx,
      rows.map((fields) => ({ ...fields, createdAt: now, updatedAt: now })),
    );
    await recordAudits(
      tx,
      ctx,
      made.map(({ id, externalId, workspaceId }) => ({
        action: "tenant.created",
        tenantId: id,
        subjectId: id,
        detail: { externalId, workspaceId, origin: "import" },
      })),
    );
  }
}

async function updateAll(tx: Db, ctx: Context<Operator>, plan: PlannedLine[]): Promise<void> {
  for (const line of plan) {
    if (line.does !== "update") continue;
    const { tenant, changes } = line;
    const change = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
    const key = { tenantId: tenant.id, now: nextVersion(tenant, ctx.now()) };
    await updateTenantRow(tx, key, change);
    const told = changes.map(({ field, from, to }) => [field, { from, to }] as const);
    await recordAudit(tx, ctx, {
      action: "tenant.updated",
      tenantId: tenant.id,
      subjectId: tenant.id,
      detail: { ...Object.fromEntries(told), origin: "import" },
    });
  }
}

function report({ unknownColumns }: ParsedImport, lines: PlannedLine[]): ImportReport {
  const counts = { create: 0, update: 0, unchanged: 0, error: 0 };
  for (const { does } of lines) counts[does] += 1;
  return { digest: digestOfPlan(lines), lines, counts, unknownColumns };
}

const changed = () =>
  new AppError(
    "conflict",
    "Tenants have changed since this list was checked, so nothing was imported. Check it again.",
    { reason: "lost_update" },
  );
