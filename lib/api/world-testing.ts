import { eq } from "drizzle-orm";
import { insertPurchase } from "@/db/queries/number-purchases";
import { putReturnUrls } from "@/db/queries/return-urls";
import { tenants } from "@/db/schema";
import type { Db } from "@/db/types";
import { createBirdClient } from "@/lib/bird/client";
import { type SandboxProcess, sandboxRoom } from "@/lib/bird/testing";
import type { Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { createLink } from "@/lib/links/create-link";
import { fakeProvider, memberContext } from "@/lib/testing";
import { connectionOf } from "@/lib/webhooks/testing";

/** Where the requests of one test go, with two tenants of the ISV. */
export type World = {
  ctx: Context<{ kind: "system" }>;
  tenantId: string;
  otherTenantId: string;
  /** The workspace of `tenantId` at the sandbox. */
  workspaceId: string;
  /** For sale at the sandbox in the US, for EUR 3.50 a month. */
  phoneNumber: string;
  sandbox: SandboxProcess;
};
export type Sent = { path: string; body?: unknown };

/** A request under one tenant; `id` in it is another's. */
export type Foreign = Sent & { id: string };

/** How a test asks for an operation. Every operation needs one. */
export type Case = {
  /** A request that is answered with the operation's status, each time anew. */
  works: (world: World) => Sent | Promise<Sent>;
  /** Requests that name under one tenant what is another's; needed where path and body take two ids or more. */
  foreign?: (world: World) => Foreign[] | Promise<Foreign[]>;
};

/** A world of its own in front of the sandbox. */
export async function makeWorld(db: Db, sandbox: SandboxProcess): Promise<World> {
  const { ctx: member, tenant } = await memberContext(db);
  const { bird, workspaceId, phoneNumber } = await sandboxRoom(sandbox);
  const [other] = await db.insert(tenants).values({ name: "Other" }).returning();
  await db.update(tenants).set({ workspaceId }).where(eq(tenants.id, tenant.id));
  await putReturnUrls(db, ["https://app.example.com"], new Date());
  return {
    ctx: { ...member, bird, actor: { kind: "system" } },
    tenantId: tenant.id,
    otherTenantId: other?.id ?? "",
    ...{ workspaceId, phoneNumber, sandbox },
  };
}

/** A link that can be used. */
export function linkOf({ ctx, tenantId }: World): Promise<{ id: string }> {
  return createLink(ctx, { tenantId });
}

/** A connection that is held up by something that can be mended. */
export function heldUp({ ctx, tenantId }: World): Promise<{ id: string }> {
  return connectionOf(ctx, tenantId, {
    state: "action_required",
    failureCode: "connector_refused",
    failureDetail: { source: "bird", status: 422, message: "no" },
  });
}

/** A connected number whose messages Bird takes. */
export async function connected({ ctx, tenantId, workspaceId }: World): Promise<{ id: string }> {
  const channelId = newId();
  const { url: apiUrl } = await fakeProvider({
    [`POST /workspaces/${workspaceId}/channels/${channelId}/messages`]: {
      body: { id: newId(), status: "accepted" },
    },
  });
  ctx.bird = ctx.bird && createBirdClient({ ...ctx.bird.options, apiUrl });
  return connectionOf(ctx, tenantId, { channelId });
}

/** A number in the tenant's workspace that customers can choose. */
export function readyNumber({ sandbox, workspaceId }: World): Promise<{ id: string }> {
  return sandbox.control("bird/numbers", { workspaceId, state: "verified" });
}

/** Gives the other tenant a workspace of its own at the sandbox, so that only whose a thing is stands in the way. */
export async function roomOfOther({ ctx, sandbox, otherTenantId }: World): Promise<string> {
  const { workspaceId } = await sandboxRoom(sandbox);
  await ctx.db.update(tenants).set({ workspaceId }).where(eq(tenants.id, otherTenantId));
  return otherTenantId;
}

/** A purchase that has ended well. */
export async function bought({ ctx, tenantId, workspaceId }: World): Promise<{ id: string }> {
  const row = await insertPurchase(ctx.db, {
    ...{ tenantId, workspaceId, phoneNumber: `+1212${newId().slice(-7)}`, country: "US" },
    ...{ kind: "local", monthlyPrice: "3.50", currency: "EUR", state: "bought" },
  });
  if (!row) throw new Error("test set-up");
  return row;
}
