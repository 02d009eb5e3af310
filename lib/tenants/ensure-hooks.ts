import {
  findWorkspaceById,
  insertWorkspace,
  updateWorkspace,
  type WorkspaceRow,
} from "@/db/queries/workspaces";
import type { BirdClient } from "@/lib/bird/client";
import { createWebhookSubscription } from "@/lib/bird/create-webhook-subscription";
import { BirdError } from "@/lib/bird/errors";
import { listWebhookSubscriptions } from "@/lib/bird/list-webhook-subscriptions";
import { updateWebhookSubscription } from "@/lib/bird/update-webhook-subscription";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { newSecret } from "@/lib/vault/digest";
import { hookUrlOf } from "./hook-url";

/** Bird: `channel.created` may come with a status that is not active yet; `channel.updated` tells of the rest. */
const EVENTS = ["channel.created", "channel.updated"];

type WorkspaceKey = { tenantId: string; workspaceId: string };

/**
 * Subscribes to a workspace's channel events with a key of its own, which is stored before Bird learns it. One
 * subscription per event: what is there is taken over (Bird allows five equal ones). Throws BirdError while Bird does
 * not answer; a refusal is logged and tried again next time.
 */
export async function ensureHooks(
  ctx: Context,
  bird: BirdClient,
  key: WorkspaceKey,
): Promise<void> {
  const row = await ownRow(ctx, key);
  const signingKey = await ctx.vault.open(row.sealedSigningKey, {
    tenantId: key.tenantId,
    rowId: key.workspaceId,
  });
  const url = hookUrlOf(ctx.env, key.workspaceId);
  // From here on a signature is over the new address.
  if (row.hookUrl !== url) await updateWorkspace(ctx.db, key, { hookUrl: url, hookedAt: null });
  try {
    const hooks = await subscribe(bird, key.workspaceId, { row, url, signingKey });
    await updateWorkspace(ctx.db, key, { hooks, hookedAt: ctx.now(), updatedAt: ctx.now() });
  } catch (error) {
    if (!(error instanceof BirdError) || error.isTemporary || error.isAuth) throw error;
    const { tenantId } = key;
    log().warn({ err: error, tenantId, detail: error.detail, party: "isv" }, "Bird took no hook");
  }
}

async function ownRow(
  ctx: Context,
  { tenantId, workspaceId }: WorkspaceKey,
): Promise<WorkspaceRow> {
  const known = await findWorkspaceById(ctx.db, workspaceId);
  const row = known ?? (await makeRow(ctx, { tenantId, workspaceId }));
  if (row.tenantId !== tenantId)
    throw new AppError("conflict", "This Bird workspace belongs to another tenant.", {
      reason: "workspace_taken",
    });
  return row;
}

async function makeRow(
  ctx: Context,
  { tenantId, workspaceId }: WorkspaceKey,
): Promise<WorkspaceRow> {
  const sealedSigningKey = await ctx.vault.seal(newSecret(), { tenantId, rowId: workspaceId });
  const hookUrl = hookUrlOf(ctx.env, workspaceId);
  const made = await insertWorkspace(ctx.db, { tenantId, workspaceId, sealedSigningKey, hookUrl });
  const row = made ?? (await findWorkspaceById(ctx.db, workspaceId));
  if (!row)
    throw new AppError("conflict", "This tenant has another Bird workspace already.", {
      reason: "workspace_taken",
    });
  return row;
}

type Wanted = { row: WorkspaceRow; url: string; signingKey: string };

async function subscribe(
  bird: BirdClient,
  workspaceId: string,
  { row, url, signingKey }: Wanted,
): Promise<Record<string, string>> {
  const present = await listWebhookSubscriptions(bird, workspaceId);
  const hooks: Record<string, string> = {};
  for (const event of EVENTS) {
    const ours = present.find(
      (one) => one.event === event && (one.id === row.hooks[event] || one.url === url),
    );
    const isRight = ours?.id === row.hooks[event] && ours?.url === url && ours.status === "active";
    if (ours && !isRight) {
      const change = { url, signingKey, status: "active" as const };
      await updateWebhookSubscription(bird, workspaceId, ours.id, change);
    }
    const made =
      ours ?? (await createWebhookSubscription(bird, workspaceId, { event, url, signingKey }));
    hooks[event] = made.id;
  }
  return hooks;
}
