import { createHash, createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { insertConnection, type NewConnection } from "@/db/queries/connections";
import type { WebhookEventRow } from "@/db/queries/webhook-events";
import { connections, webhookEvents, workspaces } from "@/db/schema";
import type { Db } from "@/db/types";
import type { Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { type FakeRoutes, memberContext, TOKEN } from "@/lib/testing";
import { fingerprint } from "@/lib/vault/digest";
import { receiveBird } from "./receive-bird";
import { receiveMeta } from "./receive-meta";

export const APP_SECRET = "0123456789abcdef0123456789abcdef";
export const SIGNING_KEY = "1RhDxTe8mB0kqYp0vQzF3s4uWm9nLkJhGfDsAaZxCvE=";

let serial = 0;
/** Ids of its own per test, so that tests share one database without meeting. */
export function numbers() {
  serial += 1;
  const end = String(serial).padStart(5, "0");
  return { wabaId: `77000${end}`, phoneNumberId: `88000${end}`, phoneNumber: `+1631555${end}` };
}

/** A system's context on a fresh tenant; `jobs` keeps what was put. */
export async function systemWith(db: Db, given: { meta?: FakeRoutes; now?: () => Date } = {}) {
  const { ctx: member, tenant, ...rest } = await memberContext(db, given);
  const put: { queue: string; key: string }[] = [];
  const jobs: Context["jobs"] = {
    async put(_, { queue, key }) {
      put.push({ queue, key });
    },
    soon: () => {},
  };
  const ctx: Context<{ kind: "system" }> = { ...member, actor: { kind: "system" }, jobs };
  return { ctx, tenant, put, ...rest };
}

/** A connection with a sealed token. */
export async function connectionOf(
  ctx: Context,
  tenantId: string,
  change: Partial<NewConnection> = {},
) {
  const id = newId();
  return insertConnection(ctx.db, {
    id,
    tenantId,
    signupId: newId(),
    state: "connected",
    ...numbers(),
    sealedToken: await ctx.vault.seal(TOKEN, { tenantId, rowId: id }),
    tokenFingerprint: fingerprint(TOKEN),
    grantedAt: new Date("2026-11-22T10:00:00.500Z"),
    ...change,
  });
}

export async function readConnection(db: Db, id: string) {
  const [row] = await db.select().from(connections).where(eq(connections.id, id));
  if (!row) throw new Error("no connection");
  return row;
}

export function eventsOf(db: Db, sourceId: string): Promise<WebhookEventRow[]> {
  return db
    .select()
    .from(webhookEvents)
    .where(eq(webhookEvents.sourceId, sourceId))
    .orderBy(webhookEvents.id);
}

export type MetaChange = { id: string; time?: number; field?: string; value: object };

export function metaBody(changes: MetaChange[]): string {
  const entry = changes.map(({ id, time = 1_800_000_000, field = "account_update", value }) => ({
    id,
    time,
    changes: [{ field, value }],
  }));
  return JSON.stringify({ object: "whatsapp_business_account", entry });
}

export function metaSignature(body: string, secret = APP_SECRET): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** Has Meta post changes, rightly signed. */
export function postMeta(ctx: Context, changes: MetaChange[]): Promise<{ stored: number }> {
  const body = metaBody(changes);
  return receiveMeta(ctx, { signature: metaSignature(body), body: Buffer.from(body) });
}

/** A Bird workspace of the tenant, whose webhooks are signed with SIGNING_KEY. */
export async function workspaceOf(ctx: Context, tenantId: string) {
  const workspaceId = newId();
  const hookUrl = `https://perch.example/api/webhooks/bird/${workspaceId}`;
  const sealedSigningKey = await ctx.vault.seal(SIGNING_KEY, { tenantId, rowId: workspaceId });
  await ctx.db.insert(workspaces).values({ workspaceId, tenantId, hookUrl, sealedSigningKey });
  return { workspaceId, hookUrl };
}

export type BirdPost = {
  workspaceId: string;
  hookUrl: string;
  body: string;
  timestamp?: number;
  requestId?: string | null;
  signingKey?: string;
};

export function birdHeaders({ hookUrl, body, timestamp, requestId, signingKey }: BirdPost) {
  const seconds = String(timestamp ?? Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", signingKey ?? SIGNING_KEY)
    .update(`${seconds}\n${hookUrl}\n`)
    .update(createHash("sha256").update(body).digest())
    .digest("base64");
  const id = requestId === undefined ? newId() : requestId;
  return { signature, timestamp: seconds, requestId: id };
}

/** Has Bird post a body, rightly signed unless told otherwise. */
export function postBird(ctx: Context, post: BirdPost): Promise<{ stored: number }> {
  const { workspaceId, body } = post;
  return receiveBird(ctx, { workspaceId, ...birdHeaders(post), body: Buffer.from(body) });
}

export function channelBody(
  payload: Record<string, unknown>,
  event: "channel.created" | "channel.updated" = "channel.updated",
): string {
  return JSON.stringify({ service: "channels", event, payload });
}
