import { z } from "zod";
import { listConnectionsByNumber } from "@/db/queries/number-purchases";
import { listWorkspaceTenants, type WorkspaceTenant } from "@/db/queries/workspace-tenants";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { BirdClient } from "@/lib/bird/client";
import type { Context, Operator } from "@/lib/context";
import { Paging } from "@/lib/http/search-params";
import { getTranslator, type Translator } from "@/lib/i18n/translator";
import { Id } from "@/lib/ids";
import { birdTrouble } from "./bird-trouble";
import { mapSideBySide } from "./map-side-by-side";
import { type ReadWorkspace, readWorkspaceNumbers } from "./number-reader";
import { type OperatorNumber, toOperatorNumber } from "./operator-number";
import { toE164 } from "./phone";

const TENANTS_MAX = 20;
const SIDE_BY_SIDE = 5;
/** Each number costs a call, for Bird tells the verification on the single number only. */
const NUMBERS_MAX = 10;
const NUMBERS_MAX_ALONE = 100;
/** After this no further workspace is asked: a slow Bird must not keep the whole page. */
const PATIENCE_MS = 8_000;

export const NumberFilters = Paging.extend({
  q: z.string().trim().min(1).max(200).optional().catch(undefined),
  tenant: Id.optional().catch(undefined),
});
export type NumberFilters = z.infer<typeof NumberFilters>;

export type TenantNumbers = {
  tenant: { id: string; name: string; externalId: string | undefined };
  numbers: OperatorNumber[];
  /** How many more the workspace has. */
  more: number;
  /** Why this tenant's numbers cannot be shown now. */
  problem: string | undefined;
};
export type NumbersPage = {
  rows: TenantNumbers[];
  older: string | undefined;
  newer: string | undefined;
  mayChange: boolean;
  isUnderWay: boolean;
};

/**
 * The Bird numbers of one page of tenants, read from Bird, five workspaces at a time. A workspace that cannot be read
 * says so in its own row. Throws forbidden.
 */
export async function listWorkspaceNumbers(
  ctx: Context<Operator>,
  { q, tenant, after, before }: NumberFilters,
): Promise<NumbersPage> {
  requireRole(ctx, "viewer");
  const t = getTranslator("en");
  const wanted = { query: q, tenantId: tenant, after, before, limit: TENANTS_MAX };
  const page = await listWorkspaceTenants(ctx.db, wanted);
  const detailMax = page.rows.length === 1 ? NUMBERS_MAX_ALONE : NUMBERS_MAX;
  const read = await readAll(ctx, { tenants: page.rows, detailMax, t });
  const rows = await toRows(ctx, read, t);
  return {
    rows,
    older: page.older,
    newer: page.newer,
    mayChange: mayChange(ctx),
    isUnderWay: rows.some(({ numbers }) => numbers.some(({ isUnderWay }) => isUnderWay)),
  };
}

type Read = { tenant: WorkspaceTenant; workspace: ReadWorkspace; problem: string | undefined };
type Wanted = { tenants: WorkspaceTenant[]; detailMax: number; t: Translator };
const NOTHING: ReadWorkspace = { numbers: [], more: 0 };

function readAll(ctx: Context, { tenants, detailMax, t }: Wanted): Promise<Read[]> {
  const { bird } = ctx;
  const startedMs = Date.now();
  return mapSideBySide(tenants, SIDE_BY_SIDE, async (tenant) => {
    const failed = (problem: string): Read => ({ tenant, workspace: NOTHING, problem });
    if (!bird || !tenant.workspaceId) return failed(t("numbersPage.trouble.off"));
    if (Date.now() - startedMs > PATIENCE_MS) return failed(t("numbersPage.trouble.slow"));
    try {
      const workspace = await readFrom(bird, ctx, { workspaceId: tenant.workspaceId, detailMax });
      return { tenant, workspace, problem: undefined };
    } catch (error) {
      return failed(birdTrouble(error, t));
    }
  });
}

function readFrom(
  bird: BirdClient,
  ctx: Context,
  wanted: { workspaceId: string; detailMax: number },
): Promise<ReadWorkspace> {
  return readWorkspaceNumbers(bird, { ...wanted, nowMs: ctx.now().getTime() });
}

async function toRows(ctx: Context, read: Read[], t: Translator): Promise<TenantNumbers[]> {
  const phoneNumbers = read.flatMap(({ workspace }) =>
    workspace.numbers.flatMap(({ number }) => toE164(number.number) ?? []),
  );
  const tenantIds = read.map(({ tenant }) => tenant.id);
  const connections = await listConnectionsByNumber(ctx.db, { tenantIds, phoneNumbers });
  return read.map(({ tenant, workspace, problem }) => {
    const used = connections.filter(({ tenantId }) => tenantId === tenant.id);
    const { id, name, externalId } = tenant;
    return {
      tenant: { id, name, externalId: externalId ?? undefined },
      numbers: workspace.numbers.map((one) => toOperatorNumber(one, { now: ctx.now(), used, t })),
      more: workspace.more,
      problem,
    };
  });
}
