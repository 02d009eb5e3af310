import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimTenantWorkspace, findWorkspaceOfTenant } from "@/db/queries/workspaces";
import { auditLog, tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { callsOf } from "@/lib/connections/testing";
import { newId } from "@/lib/ids";
import { type FakeAnswer, type FakeRoutes, memberContext } from "@/lib/testing";
import { ensureWorkspace } from "./ensure-workspace";
import { hookUrlOf } from "./hook-url";

const ROOMS = "/organizations/5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11/workspaces";
const EVENTS = ["channel.created", "channel.updated"];
const MINUTE_MS = 60_000;

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

type Hook = { id: string; event: string; url: string; signingKey: string; status: string };

/** A tenant, and a Bird that keeps what it is told; single routes can be replaced. The clock is moved by hand. */
async function withBird({
  workspaceId,
  replace = {},
}: {
  workspaceId?: string;
  replace?: FakeRoutes;
} = {}) {
  const clock = { now: Date.now() };
  const present: { id: string; description: string; name?: string }[] = [];
  const hooks: Hook[] = [];
  const answers: Record<string, (body: string, id: string) => FakeAnswer> = {
    "GET ": () => ({ body: { results: present } }),
    "POST ": (body) => {
      present.push({ ...JSON.parse(body), id: newId() });
      return { status: 201, body: present.at(-1) };
    },
    "GET webhook-subscriptions": () => ({ body: { results: hooks } }),
    "POST webhook-subscriptions": (body) => {
      hooks.push({ ...JSON.parse(body), id: newId(), status: "active" });
      return { status: 201, body: hooks.at(-1) };
    },
    "PATCH webhook-subscriptions": (body, id) => {
      const hook = hooks.find((one) => one.id === id);
      return { body: Object.assign(hook ?? {}, JSON.parse(body)) };
    },
  };
  const bird = new Proxy(replace, {
    get: (routes, name: string) => {
      const [method, path = ""] = name.split(" ");
      const [room = "", kind = "", id = ""] = path.slice(ROOMS.length + 1).split("/");
      if (routes[name]) return routes[name];
      if (method === "GET" && room && !kind) return { body: { id: room } };
      return ({ body }: { body: string }) => answers[`${method} ${kind}`]?.(body, id) ?? "lost";
    },
  });
  const now = () => new Date(clock.now);
  const { ctx, tenant, birdApi } = await memberContext(fresh.db, {
    bird,
    now,
    ...(workspaceId && { workspaceId }),
  });
  const { calls } = birdApi;
  return {
    ...{ ctx, tenant, clock, present, hooks, calls, replace },
    mark: `Perch tenant ${tenant.id}`,
    ensure: () => ensureWorkspace(ctx, tenant.id),
    made: () => callsOf(calls, "POST", "/workspaces").length,
    row: () => findWorkspaceOfTenant(fresh.db, tenant.id),
    read: async () => (await fresh.db.select().from(tenants).where(eq(tenants.id, tenant.id)))[0],
    audited: async () => {
      const rows = await fresh.db.select().from(auditLog).where(eq(auditLog.tenantId, tenant.id));
      return rows.map(({ action }) => action);
    },
  };
}

describe("a tenant's workspace", () => {
  it("is made once, with our mark, however many ask at once", async () => {
    const { ensure, made, mark, present, read, audited } = await withBird();
    present.push({ id: newId(), description: "Perch tenant other" });
    const ends = await Promise.all([ensure(), ensure()]);
    expect(ends.map(({ kind }) => kind).toSorted()).toEqual(["ready", "wait"]);
    expect(made()).toBe(1);
    const own = present.at(-1);
    expect(own).toMatchObject({ name: "Harbor Coffee", description: mark });
    expect(await read()).toMatchObject({ workspaceId: own?.id, workspaceLeaseUntil: null });
    expect(await audited()).toEqual(["workspace.created"]);
  });

  it("is the one that carries our mark, after a crash before its id was kept", async () => {
    const { ensure, made, mark, present, read, audited } = await withBird();
    const id = newId();
    present.push({ id: newId(), description: "Perch tenant other" }, { id, description: mark });
    expect(await ensure()).toEqual({ kind: "ready", workspaceId: id });
    expect(made()).toBe(0);
    expect(await read()).toMatchObject({ workspaceId: id });
    expect(await audited()).toEqual(["workspace.adopted"]);
  });

  it("is the given one, and missing when Bird does not know it", async () => {
    const workspaceId = newId();
    const replace: FakeRoutes = { [`GET ${ROOMS}/${workspaceId}`]: { status: 404, body: {} } };
    const { ensure, calls, read } = await withBird({ workspaceId, replace });
    expect(await ensure()).toMatchObject({ kind: "blocked", code: "workspace_missing" });
    expect(await read()).toMatchObject({ workspaceFailureCode: "workspace_missing" });
    expect(calls).toHaveLength(1);
    delete replace[`GET ${ROOMS}/${workspaceId}`];
    expect(await ensure()).toEqual({ kind: "ready", workspaceId });
    expect(await read()).toMatchObject({ workspaceId, workspaceFailureCode: null });
  });

  it("is not looked at again once it is ready", async () => {
    const { ensure, calls, row, audited } = await withBird();
    const ready = await ensure();
    const before = [calls.length, await row(), await audited()];
    expect(await ensure()).toEqual(ready);
    expect([calls.length, await row(), await audited()]).toEqual(before);
  });

  it("is not made by whoever lost the turn while reading what is there", async () => {
    const bird = await withBird();
    bird.replace[`GET ${ROOMS}`] = async () => {
      bird.clock.now += 2 * MINUTE_MS;
      const now = bird.ctx.now();
      const leaseUntil = new Date(now.getTime() + MINUTE_MS);
      await claimTenantWorkspace(fresh.db, { tenantId: bird.tenant.id, now, leaseUntil });
      return { body: { results: [] } };
    };
    expect(await bird.ensure()).toMatchObject({ kind: "wait" });
    expect(bird.made()).toBe(0);
    expect((await bird.read())?.workspaceLeaseUntil?.getTime()).toBeGreaterThan(bird.clock.now);
  });

  it("is nobody else's while reading what is there takes longer than a turn", async () => {
    const bird = await withBird();
    const others: string[] = [];
    bird.replace[`GET ${ROOMS}`] = async ({ query }) => {
      const page = Number(query.get("pageToken") ?? "1");
      bird.clock.now += 0.7 * MINUTE_MS;
      if (page > 1) others.push((await bird.ensure()).kind);
      const results = [{ id: newId(), description: "Perch tenant other" }];
      return { body: { results, nextPageToken: page < 5 ? String(page + 1) : "" } };
    };
    expect(await bird.ensure()).toMatchObject({ kind: "ready" });
    expect(others).toEqual(["wait", "wait", "wait", "wait"]);
    expect(bird.made()).toBe(1);
  });
});

describe("a workspace's hooks", () => {
  it("are one per event, signed with a key of its own that is stored sealed", async () => {
    const [one, other] = [await withBird(), await withBird()];
    const keys: string[] = [];
    for (const { ctx, tenant, ensure, row, hooks } of [one, other]) {
      await ensure();
      const kept = await row();
      if (!kept) throw new Error("no row");
      const binding = { tenantId: tenant.id, rowId: kept.workspaceId };
      const key = await ctx.vault.open(kept.sealedSigningKey, binding);
      keys.push(key);
      expect(JSON.stringify(kept)).not.toContain(key);
      expect(hooks.map(({ event }) => event)).toEqual(EVENTS);
      for (const { event, id, ...hook } of hooks) {
        expect(hook).toMatchObject({ signingKey: key, url: hookUrlOf(ctx.env, kept.workspaceId) });
        expect(kept.hooks[event]).toBe(id);
      }
      expect(kept.hookedAt).toEqual(ctx.now());
    }
    expect(new Set(keys).size).toBe(2);
  });

  it("are done without when five equal ones are taken: channels are then asked for", async () => {
    const workspaceId = newId();
    const path = `${ROOMS}/${workspaceId}/webhook-subscriptions`;
    const full: FakeRoutes = { [`POST ${path}`]: { status: 422, body: { code: "LimitReached" } } };
    const { ensure, hooks, read, row, calls } = await withBird({ workspaceId, replace: full });
    const taken = (event: string, n: number): Hook => ({
      ...{ id: newId(), event, url: `https://other.example/${n}`, signingKey: "" },
      status: "active",
    });
    hooks.push(...EVENTS.flatMap((event) => [1, 2, 3, 4, 5].map((n) => taken(event, n))));
    const before = structuredClone(hooks);
    expect(await ensure()).toEqual({ kind: "ready", workspaceId });
    expect(hooks).toEqual(before);
    expect(await read()).toMatchObject({ workspaceFailureCode: null, workspaceLeaseUntil: null });
    expect(await row()).toMatchObject({ hookedAt: null, hooks: {} });
    expect(callsOf(calls, "POST", path)).toHaveLength(1);
    delete full[`POST ${path}`];
    expect(await ensure()).toEqual({ kind: "ready", workspaceId });
    expect(Object.keys((await row())?.hooks ?? {})).toEqual(EVENTS);
  });

  it("that a crash left without their ids are taken over and not made again", async () => {
    const workspaceId = newId();
    const { ctx, ensure, hooks, row } = await withBird({ workspaceId });
    const url = hookUrlOf(ctx.env, workspaceId);
    const left = EVENTS.map((event) => ({
      id: newId(),
      event,
      url,
      signingKey: "",
      status: "paused",
    }));
    hooks.push(...left);
    await ensure();
    expect(hooks).toHaveLength(2);
    expect(hooks.every(({ signingKey, status }) => signingKey && status === "active")).toBe(true);
    const ids = EVENTS.map((event, index) => [event, left[index]?.id]);
    expect((await row())?.hooks).toEqual(Object.fromEntries(ids));
  });

  it("follow when the address of Perch changes", async () => {
    const { ctx, tenant, ensure, hooks, row } = await withBird();
    const ready = await ensure();
    const before = await row();
    const moved = { ...ctx, env: { ...ctx.env, appUrl: "https://new.example" } };
    expect(await ensureWorkspace(moved, tenant.id)).toEqual(ready);
    const url = `https://new.example/api/webhooks/bird/${before?.workspaceId}`;
    expect(hooks.map((hook) => hook.url)).toEqual([url, url]);
    expect(await row()).toMatchObject({ hookUrl: url, hooks: before?.hooks });
  });
});
