import { findTenant } from "@/db/queries/tenants";
import {
  findWorkspaceOfTenant,
  setTenantWorkspace,
  type WorkspaceEnd,
} from "@/db/queries/workspaces";
import { recordAudit } from "@/lib/audit/record-audit";
import type { BirdClient } from "@/lib/bird/client";
import { createWorkspace } from "@/lib/bird/create-workspace";
import { getWorkspace } from "@/lib/bird/get-workspace";
import { findWorkspace } from "@/lib/bird/list-workspaces";
import { birdOutcome } from "@/lib/connections/steps/provider-outcome";
import { LeaseLostError, type Outcome } from "@/lib/connections/steps/step";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { ensureHooks } from "./ensure-hooks";
import { hookUrlOf } from "./hook-url";
import { takeWorkspaceLease, type WorkspaceLease } from "./workspace-lease";

export type EnsuredWorkspace = { kind: "ready"; workspaceId: string } | Outcome;

const BUSY_AGAIN_MS = 2_000;

/**
 * Sees to it that the tenant has its Bird workspace, with a hook that tells of new channels: the one it was given,
 * else the one that carries our mark, else a new one. Safe to call any number of times, at once and after a crash.
 * A hook that Bird does not take stops nothing: channels are then found by asking.
 */
export async function ensureWorkspace(ctx: Context, tenantId: string): Promise<EnsuredWorkspace> {
  const { bird } = ctx;
  if (!bird) return { kind: "blocked", code: "bird_credentials_invalid" };
  const known = await readyWorkspace(ctx, tenantId);
  if (known) return { kind: "ready", workspaceId: known };
  const lease = await takeWorkspaceLease(ctx, tenantId);
  if (!lease) return busy(ctx);
  let end: WorkspaceEnd = {};
  try {
    const ensured = await ensure(ctx, bird, lease).catch((error: unknown) => failure(ctx, error));
    end = {
      workspaceFailureCode: "code" in ensured ? ensured.code : null,
      workspaceFailureDetail: ("detail" in ensured && ensured.detail) || null,
    };
    return ensured;
  } finally {
    await lease.end(end);
  }
}

async function readyWorkspace(ctx: Context, tenantId: string): Promise<string | undefined> {
  const [tenant, workspace] = await Promise.all([
    findTenant(ctx.db, tenantId),
    findWorkspaceOfTenant(ctx.db, tenantId),
  ]);
  const isReady =
    workspace?.hookedAt &&
    workspace.workspaceId === tenant?.workspaceId &&
    workspace.hookUrl === hookUrlOf(ctx.env, workspace.workspaceId);
  return isReady ? workspace.workspaceId : undefined;
}

async function ensure(
  ctx: Context,
  bird: BirdClient,
  lease: WorkspaceLease,
): Promise<EnsuredWorkspace> {
  const { tenant } = lease;
  if (tenant.workspaceId) await getWorkspace(bird, tenant.workspaceId);
  const workspaceId = tenant.workspaceId ?? (await adoptOrCreate(ctx, bird, lease));
  await ensureHooks(ctx, bird, { tenantId: tenant.id, workspaceId });
  return { kind: "ready", workspaceId };
}

async function adoptOrCreate(
  ctx: Context,
  bird: BirdClient,
  { tenant, keep, refresh }: WorkspaceLease,
): Promise<string> {
  const mark = `Perch tenant ${tenant.id}`;
  // Thousands of workspaces take longer to read than the right lasts.
  const marked = await findWorkspace(bird, async ({ description }) => {
    await refresh();
    return description === mark;
  });
  if (!marked) await keep();
  const { region = "eu-west-1" } = ctx.env.bird.settings ?? {};
  const { id: workspaceId } =
    marked ??
    (await createWorkspace(bird, { name: tenant.name.slice(0, 256), description: mark, region }));
  await ctx.db.transaction(async (tx) => {
    await setTenantWorkspace(tx, { tenantId: tenant.id, workspaceId });
    await recordAudit(tx, ctx, {
      action: marked ? "workspace.adopted" : "workspace.created",
      tenantId: tenant.id,
      subjectId: tenant.id,
      detail: { workspaceId },
    });
  });
  return workspaceId;
}

/** Somebody else is at it. */
function busy(ctx: Context): Outcome {
  return { kind: "wait", until: new Date(ctx.now().getTime() + BUSY_AGAIN_MS) };
}

function failure(ctx: Context, error: unknown): Outcome {
  if (error instanceof LeaseLostError) return busy(ctx);
  if (error instanceof AppError)
    return { kind: "blocked", code: "workspace_refused", detail: { message: error.message } };
  const outcome = birdOutcome(error, "workspace_refused");
  const isAbsent = outcome.kind === "blocked" && outcome.detail?.status === 404;
  return isAbsent ? { ...outcome, code: "workspace_missing" } : outcome;
}
