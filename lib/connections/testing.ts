import { recordStep } from "@/db/queries/connections";
import type { Db } from "@/db/types";
import type { Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { type FakeCall, type FakeRoutes, memberContext, TOKEN } from "@/lib/testing";
import { fingerprint } from "@/lib/vault/digest";
import { connectionOf, numbers } from "@/lib/webhooks/testing";
import { advanceConnection } from "./advance-connection";
import { getSteps } from "./testing-steps";

type Given = {
  meta?: FakeRoutes;
  bird?: FakeRoutes;
  registerPhone?: "bird" | "isv";
  /** The status of the channel; undefined while there is none. */
  channel?: string | undefined;
  change?: Parameters<typeof connectionOf>[2];
};

const ORGANIZATION = "5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11";
const START = Date.UTC(2026, 10, 22, 10, 0, 1);

/** A proven connection between a Graph and a Bird that behave, by a clock that stands still until it is moved. */
export async function provenConnection(db: Db, given: Given = {}) {
  const workspaceId = newId();
  const { wabaId, phoneNumberId, phoneNumber } = numbers();
  const clock = { now: START };
  const bird = {
    channel: "channel" in given ? given.channel : "active",
    connectors: [] as string[],
  };
  const tokens: string[] = [];
  const room = `/workspaces/${workspaceId}`;
  const hooks = `/organizations/${ORGANIZATION}${room}/webhook-subscriptions`;
  const connector = (id: string) => ({
    id,
    connectorTemplateRef: "whatsapp:1",
    arguments: { wabaId, phoneId: phoneNumberId, phoneNumber },
    ...(bird.channel && { channel: { channelId: `ch-${id}` } }),
  });
  const birdRoutes = new Proxy<FakeRoutes>(
    {
      [`GET /organizations/${ORGANIZATION}${room}`]: { body: { id: workspaceId } },
      [`GET ${hooks}`]: { body: { results: [] } },
      [`POST ${hooks}`]: ({ body }) => ({ body: { ...JSON.parse(body), id: newId() } }),
      [`GET ${room}/connectors`]: () => ({ body: { results: bird.connectors.map(connector) } }),
      [`POST ${room}/connectors`]: (call) => {
        if (bird.connectors.length > 0) return { status: 409, body: { code: "Conflict" } };
        const id = newId();
        bird.connectors.push(id);
        tokens.push(JSON.parse(call.body).securityArguments.oauth.accessToken);
        return { status: 201, body: connector(id) };
      },
    },
    { get: (routes, name: string) => routes[name] ?? ofConnector(name) },
  );
  const ofConnector = (name: string): FakeRoutes[string] | undefined => {
    const [, method, kind, id = ""] =
      /^(\w+) .*\/(connectors|channels)\/([\w-]+)$/.exec(name) ?? [];
    const isThere = bird.connectors.includes(id.replace("ch-", ""));
    if (!method) return undefined;
    if (!isThere) return { status: 404, body: {} };
    if (kind === "channels") return { body: { id, status: bird.channel ?? "" } };
    if (method === "GET") return { body: connector(id) };
    bird.connectors = bird.connectors.filter((one) => one !== id);
    return { status: 204, body: undefined };
  };
  const { ctx, tenant, graph, birdApi } = await memberContext(db, {
    workspaceId,
    now: () => new Date(clock.now),
    meta: {
      [`POST /${wabaId}/subscribed_apps`]: { body: { success: true } },
      [`GET /${phoneNumberId}`]: { body: { id: phoneNumberId, status: "PENDING" } },
      [`POST /${phoneNumberId}/register`]: { body: { success: true } },
      [`GET /${wabaId}`]: { body: { id: wabaId, account_review_status: "APPROVED" } },
      ...replaced(given.meta, { wabaId, phoneNumberId }),
    },
    bird: birdRoutes,
  });
  Object.assign(birdRoutes, replaced(given.bird, { room, hooks }));
  const system = systemOf(ctx, given.registerPhone ?? "bird");
  const row = await connectionOf(system.ctx, tenant.id, {
    state: "provisioning",
    wabaId,
    phoneNumberId,
    phoneNumber,
    ...given.change,
  });
  const key = { tenantId: tenant.id, connectionId: row.id };
  for (const step of ["exchange_code", "verify_grant"] as const)
    await recordStep(db, {
      ...key,
      step,
      state: "done",
      startedAt: ctx.now(),
      finishedAt: ctx.now(),
    });
  return {
    ...system,
    ...getSteps(db, key),
    key,
    clock,
    bird,
    /** The tokens that connectors were made with. */
    tokens,
    birdRoutes,
    graphCalls: graph.calls,
    birdCalls: birdApi.calls,
    advance: () => advanceConnection(system.ctx, key),
  };
}

/** Routes whose paths name what is only known here: `:waba`, `:phone`, `:room`, `:hooks`. */
function replaced(
  routes: FakeRoutes = {},
  { wabaId = "", phoneNumberId = "", room = "", hooks = "" }: Record<string, string>,
): FakeRoutes {
  const fill = (name: string) =>
    name
      .replace(":waba", wabaId)
      .replace(":phone", phoneNumberId)
      .replace(":hooks", hooks)
      .replace(":room", room);
  return Object.fromEntries(Object.entries(routes).map(([name, route]) => [fill(name), route]));
}

type Put = { key: string; startAfter: Date | undefined };

function systemOf(member: Context, registerPhone: "bird" | "isv") {
  const put: Put[] = [];
  const soon: number[] = [];
  const later: (() => Promise<unknown>)[] = [];
  const { settings } = member.env.meta;
  if (!settings) throw new Error("test set-up");
  const ctx: Context<{ kind: "system" }> = {
    ...member,
    actor: { kind: "system" },
    env: { ...member.env, meta: { missing: [], settings: { ...settings, registerPhone } } },
    jobs: {
      put: async (_, { key, startAfter }) => void put.push({ key, startAfter }),
      soon: (_, work, delayMs = 0) => {
        soon.push(delayMs);
        later.push(work);
      },
    },
  };
  return { ctx, put, soon, later };
}

/** What gives a connection another token. */
export async function newToken(ctx: Context, key: { tenantId: string; connectionId: string }) {
  const token = `${TOKEN}-new`;
  const { tenantId, connectionId: rowId } = key;
  return {
    token,
    change: {
      sealedToken: await ctx.vault.seal(token, { tenantId, rowId }),
      tokenFingerprint: fingerprint(token),
    },
  };
}

/** How often a path was called. */
export function callsOf(calls: FakeCall[], method: string, end: string): FakeCall[] {
  return calls.filter((call) => call.method === method && call.path.endsWith(end));
}
