import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { replayFailed } from "@/db/queries/deliveries";
import { auditLog, deliveries, events } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Scope } from "@/lib/api-keys/states";
import type { ApiKey, Context, Staff } from "@/lib/context";
import { parseEnv } from "@/lib/env";
import { newId } from "@/lib/ids";
import { inBackground } from "@/lib/jobs/background";
import { stopAll } from "@/lib/shutdown";
import { connectionOf } from "@/lib/webhooks/testing";
import { CreateEndpoint, createEndpoint } from "./create-endpoint";
import { deleteEndpoint } from "./delete-endpoint";
import { deliverEvents } from "./deliver-events";
import { getDeliveryRecord } from "./delivery-records";
import { getDelivery } from "./get-delivery";
import { getEndpoint } from "./get-endpoint";
import { getEvent } from "./get-event";
import { DeliveryFilters, listDeliveries } from "./list-deliveries";
import { listEndpoints } from "./list-endpoints";
import { EventFilters, listEvents } from "./list-events";
import { createPostEvent } from "./post-event";
import { purgeOldEvents } from "./purge-old-events";
import { replayDelivery } from "./replay-delivery";
import { ReplayEvents, replayEvents } from "./replay-events";
import { rotateEndpointSecret } from "./rotate-endpoint-secret";
import { sendTestEvent } from "./send-test-event";
import { deliverAsTheyHappen } from "./start-delivering";
import { COUNTED_MAX, countText } from "./states";
import {
  deliveriesTo,
  endpointAt,
  eventsOfTenant,
  isvWith,
  noEndpoints,
  receiver,
} from "./testing";
import { UpdateEndpoint, updateEndpoint } from "./update-endpoint";

let fresh: Awaited<ReturnType<typeof freshDb>>;
const open: { close: () => unknown }[] = [];
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  await noEndpoints(fresh.db);
});

const NOWHERE = "http://127.0.0.1:9/hooks?key=canary-in-url";
const DAY_MS = 86_400_000;
const postEvent = createPostEvent({ allowsPrivateEndpoints: true, timeoutMs: 2_000 });

function keyWith(ctx: Context, ...scopes: Scope[]): Context<ApiKey> {
  return { ...ctx, actor: { kind: "api_key", keyId: newId(), scopes } };
}

async function actionsOn(subjectId: string) {
  const rows = await fresh.db
    .select()
    .from(auditLog)
    .where(eq(auditLog.subjectId, subjectId))
    .orderBy(auditLog.id);
  return rows.map(({ action, actorKind }) => `${action} ${actorKind}`);
}

describe("endpoints", () => {
  it("are made, read, changed and deleted, and each change is audited without the address", async () => {
    const { admin } = await isvWith(fresh.db);
    const made = await createEndpoint(
      admin,
      CreateEndpoint.parse({ url: NOWHERE, description: " CRM ", types: ["link.viewed"] }),
    );
    const endpointId = made.id;
    expect(made).toMatchObject({ url: NOWHERE, description: "CRM", types: ["link.viewed"] });
    const seen = await getEndpoint(admin, { endpointId });
    expect(seen).toMatchObject({ state: "enabled", waiting: 0, failed: 0 });
    expect(JSON.stringify([seen, await listEndpoints(admin)])).not.toContain(made.secret);
    const change = { endpointId, types: null, description: "", isEnabled: false };
    expect(await updateEndpoint(admin, UpdateEndpoint.parse(change))).toMatchObject({
      ...{ types: null, description: null, state: "disabled", url: NOWHERE },
    });
    await updateEndpoint(admin, { endpointId, isEnabled: true });
    await updateEndpoint(admin, { endpointId, isEnabled: true });
    const rotated = await rotateEndpointSecret(admin, { endpointId });
    expect(rotated.secret).not.toBe(made.secret);
    expect(rotated.previousSecretUntil).not.toBeNull();
    await deleteEndpoint(admin, { endpointId });
    await expect(getEndpoint(admin, { endpointId })).rejects.toMatchObject({ code: "not_found" });
    expect(await actionsOn(endpointId)).toEqual([
      "endpoint.created operator",
      "endpoint.disabled operator",
      "endpoint.enabled operator",
      "endpoint.rotated operator",
      "endpoint.deletion_started operator",
      "endpoint.deleted operator",
    ]);
    expect(JSON.stringify(await fresh.db.select().from(auditLog))).not.toContain("canary");
  });

  it("are twenty at most, also when many are added at once", async () => {
    const { admin } = await isvWith(fresh.db);
    const all = Array.from({ length: 24 }, () => endpointAt(admin, NOWHERE));
    const settled = await Promise.allSettled(all);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
    await expect(endpointAt(admin, NOWHERE)).rejects.toMatchObject({
      code: "conflict",
      extra: { reason: "too_many_endpoints" },
    });
  });

  it("are on the open Internet and by https, unless the sandbox or a variable allows more", async () => {
    const { admin } = await isvWith(fresh.db);
    const base = { AUTH_SECRET: "x".repeat(32), ENCRYPTION_KEYS: `k1:${"A".repeat(43)}=` };
    const real = { ...base, SANDBOX: "false" };
    expect(parseEnv({ ...base, SANDBOX: "true" }).allowsPrivateEndpoints).toBe(true);
    expect(parseEnv(real).allowsPrivateEndpoints).toBe(false);
    expect(parseEnv({ ...real, ALLOW_PRIVATE_ENDPOINTS: "true" }).allowsPrivateEndpoints).toBe(
      true,
    );
    const ctx = { ...admin, env: { ...admin.env, allowsPrivateEndpoints: false } };
    await expect(endpointAt(ctx, NOWHERE)).rejects.toMatchObject({ code: "invalid_input" });
    const { id: endpointId } = await endpointAt(ctx, "https://example.com/");
    await expect(
      updateEndpoint(ctx, { endpointId, url: "https://10.0.0.1/" }),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("are refused with types that there are not", () => {
    for (const types of [[], ["endpoint.test"], ["no.such"]])
      expect(CreateEndpoint.safeParse({ url: NOWHERE, types }).success).toBe(false);
  });
});

describe("who may", () => {
  const none = newId();
  const READS: [string, Scope, (ctx: Context<Staff>) => Promise<unknown>][] = [
    ["listEndpoints", "endpoints:read", listEndpoints],
    ["getEndpoint", "endpoints:read", (ctx) => getEndpoint(ctx, { endpointId: none })],
    ["listDeliveries", "endpoints:read", (ctx) => listDeliveries(ctx, {})],
    ["getDelivery", "endpoints:read", (ctx) => getDelivery(ctx, { deliveryId: none })],
    ["listEvents", "events:read", (ctx) => listEvents(ctx, { limit: 5 })],
    ["getEvent", "events:read", (ctx) => getEvent(ctx, { eventId: none })],
  ];
  const since = new Date(0);
  const WRITES: [string, Scope, (ctx: Context<Staff>) => Promise<unknown>][] = [
    ["createEndpoint", "endpoints:write", (ctx) => createEndpoint(ctx, { url: NOWHERE })],
    ["updateEndpoint", "endpoints:write", (ctx) => updateEndpoint(ctx, { endpointId: none })],
    ["deleteEndpoint", "endpoints:write", (ctx) => deleteEndpoint(ctx, { endpointId: none })],
    ["rotate", "endpoints:write", (ctx) => rotateEndpointSecret(ctx, { endpointId: none })],
    ["sendTestEvent", "endpoints:write", (ctx) => sendTestEvent(ctx, { endpointId: none })],
    ["replayDelivery", "endpoints:write", (ctx) => replayDelivery(ctx, { deliveryId: none })],
    ["replayEvents", "endpoints:write", (ctx) => replayEvents(ctx, { endpointId: none, since })],
  ];

  it.each([...READS, ...WRITES])("%s needs its scope", async (_, scope, verb) => {
    const { ctx } = await isvWith(fresh.db);
    const others: Scope[] = ["tenants:write", "endpoints:read", "endpoints:write", "events:read"];
    const without = keyWith(ctx, ...others.filter((one) => one !== scope));
    await expect(verb(without)).rejects.toMatchObject({ code: "forbidden" });
    const code = await verb(keyWith(ctx, scope)).then(
      () => "done",
      (error: { code?: string }) => error.code,
    );
    expect(["done", "not_found"]).toContain(code);
  });

  it("shows a delivery's event to keys that may read events, and to operators", async () => {
    const { ctx, admin, tenant } = await isvWith(fresh.db);
    const { id: endpointId } = await endpointAt(admin, NOWHERE);
    await connectionOf(ctx, tenant.id, { state: "connected" });
    const [delivery] = await deliveriesTo(fresh.db, endpointId);
    const key = { deliveryId: delivery?.id ?? "" };
    const read = (...scopes: Scope[]) => getDeliveryRecord(keyWith(ctx, ...scopes), key);
    expect((await read("endpoints:read")).event).toBeNull();
    const { event } = await getDelivery(admin, key);
    expect((await read("endpoints:read", "events:read")).event).toEqual(event);
  });

  it("counts deliveries up to a thousand", async () => {
    const { ctx, admin, tenant } = await isvWith(fresh.db);
    const { id: endpointId } = await endpointAt(admin, NOWHERE);
    await connectionOf(ctx, tenant.id, { state: "connected" });
    const [one, ...others] = await deliveriesTo(fresh.db, endpointId);
    const [event] = await eventsOfTenant(fresh.db, tenant.id);
    expect(await getEndpoint(admin, { endpointId })).toMatchObject({
      ...{ waiting: 1 + others.length, failed: 0 },
    });
    if (!one || !event) throw new Error("no delivery");
    const many = Array.from({ length: COUNTED_MAX + 5 }, () => newId());
    await fresh.db
      .insert(events)
      .values(many.map((id) => ({ ...event, id, connectionId: null, sequence: null })));
    await fresh.db
      .insert(deliveries)
      .values(many.map((eventId) => ({ ...one, id: newId(), eventId })))
      .onConflictDoNothing();
    expect(await getEndpoint(admin, { endpointId })).toMatchObject({ waiting: COUNTED_MAX });
    expect([countText(999), countText(COUNTED_MAX)]).toEqual(["999", "999+"]);
  });

  it.each(WRITES)("%s is closed to viewers", async (_name, _scope, verb) => {
    const { admin } = await isvWith(fresh.db);
    const viewer = { ...admin, actor: { ...admin.actor, role: "viewer" as const } };
    await expect(verb(viewer)).rejects.toMatchObject({ code: "forbidden" });
  });
});

/** An endpoint whose receiver fails, with the deliveries of two connections that have failed for good. */
async function givenUp() {
  const made = await isvWith(fresh.db);
  const receiving = await receiver();
  open.push(receiving);
  const endpoint = await endpointAt(made.admin, receiving.url);
  const connections = [];
  for (const state of ["provisioning", "connected"] as const)
    connections.push(await connectionOf(made.ctx, made.tenant.id, { state }));
  await fresh.db
    .update(deliveries)
    .set({ state: "failed", attempts: 11 })
    .where(eq(deliveries.endpointId, endpoint.id));
  return { ...made, receiving, endpoint, connections, endpointId: endpoint.id };
}

describe("what was given up", () => {
  it("is sent again by hand, with the same body under the same id", async () => {
    const { ctx, admin, endpointId, receiving } = await givenUp();
    const [first] = await deliveriesTo(fresh.db, endpointId);
    const deliveryId = first?.id ?? "";
    await replayDelivery(admin, { deliveryId });
    await replayDelivery(admin, { deliveryId });
    expect(await actionsOn(deliveryId)).toEqual(["delivery.replayed operator"]);
    await deliverEvents(ctx, postEvent);
    await replayDelivery(admin, { deliveryId });
    await deliverEvents(ctx, postEvent);
    const [one, two] = receiving.calls;
    expect(receiving.calls).toHaveLength(2);
    expect(one?.body).toBe(two?.body);
    expect(one?.headers["webhook-id"]).toBe(first?.eventId);
    expect(two?.headers["webhook-id"]).toBe(first?.eventId);
    const seen = await getDelivery(admin, { deliveryId });
    expect(seen).toMatchObject({ state: "delivered", event: JSON.parse(one?.body ?? "") });
    expect(seen.attempts).toMatchObject([{ attempt: 12, status: 204 }, { attempt: 13 }]);
  });

  it("has all its tries again", async () => {
    const { ctx, admin, endpointId, receiving } = await givenUp();
    receiving.state.behave = (_, response) => response.writeHead(500).end();
    const [first] = await deliveriesTo(fresh.db, endpointId);
    await replayDelivery(admin, { deliveryId: first?.id ?? "" });
    await deliverEvents(ctx, postEvent);
    const [after] = await deliveriesTo(fresh.db, endpointId);
    expect(after).toMatchObject({ state: "pending", attempts: 12, attemptsBefore: 11 });
    expect(Number(after?.nextAttemptAt) - Date.now()).toBeLessThan(10_000);
  });

  it("is sent again as a whole, of events since a time", async () => {
    const { ctx, admin, endpointId, receiving } = await givenUp();
    const later = new Date(Date.now() + DAY_MS).toISOString();
    const replay = (since: string) =>
      replayEvents(admin, ReplayEvents.parse({ endpointId, since }));
    expect(await replay(later)).toEqual({ replayed: 0 });
    expect(await replay("2026-01-01")).toEqual({ replayed: 3 });
    await deliverEvents(ctx, postEvent);
    expect(receiving.calls).toHaveLength(3);
    expect(await actionsOn(endpointId)).toContain("endpoint.replayed operator");
  });
});

it("sends what was given up again in batches", async () => {
  const { admin, endpointId } = await givenUp();
  const since = new Date("2026-01-01");
  const some = { endpointId, since, now: admin.now(), limit: 2 };
  expect(await replayFailed(fresh.db, some)).toBe(2);
  expect(await replayEvents(admin, { endpointId, since })).toEqual({ replayed: 1 });
});

describe("lists", () => {
  it("of deliveries are filtered and paged", async () => {
    const { admin, endpointId, tenant, connections } = await givenUp();
    await sendTestEvent(admin, { endpointId });
    const find = async (filters: Record<string, string>) => {
      const parsed = DeliveryFilters.parse({ endpoint: endpointId, ...filters });
      return (await listDeliveries(admin, parsed)).rows.map(({ type }) => type);
    };
    const [provisioning, connected] = connections;
    const ofSecond = ["connection.connected", "connection.updated"];
    expect(await find({})).toEqual(["endpoint.test", ...ofSecond, "connection.updated"]);
    expect(await find({ state: "pending" })).toEqual(["endpoint.test"]);
    expect(await find({ type: "connection.connected" })).toEqual(["connection.connected"]);
    expect(await find({ tenant: tenant.id })).toHaveLength(3);
    expect(await find({ tenant: newId() })).toEqual([]);
    expect(await find({ connection: connected?.id ?? "" })).toEqual(ofSecond);
    expect(await find({ connection: provisioning?.id ?? "" })).toEqual(["connection.updated"]);
    expect(await find({ endpoint: newId() })).toEqual([]);
    const page = await listDeliveries(admin, { endpoint: endpointId, limit: 3 });
    expect(page.rows).toHaveLength(3);
    const next = await listDeliveries(admin, { endpoint: endpointId, after: page.older, limit: 3 });
    expect(next.rows.map(({ type }) => type)).toEqual(["connection.updated"]);
    expect(next.newer).toBeDefined();
  });

  it("of events are filtered and paged, and say what endpoints are told", async () => {
    const { admin, tenant, connections } = await givenUp();
    const find = async (filters: Record<string, unknown>) =>
      (await listEvents(admin, EventFilters.parse({ tenantId: tenant.id, ...filters }))).rows;
    expect((await find({})).map(({ type }) => type)).toEqual([
      ...["connection.connected", "connection.updated", "connection.updated"],
    ]);
    expect(await find({ types: ["connection.connected"] })).toHaveLength(1);
    expect(await find({ connectionId: connections[0]?.id })).toHaveLength(1);
    const [newest] = await find({ limit: 1 });
    const older = await find({ after: newest?.data.eventId });
    expect(older).toHaveLength(2);
    expect(await getEvent(admin, { eventId: newest?.data.eventId ?? "" })).toEqual(newest);
  });
});

describe("deliveries as they happen", () => {
  it("leave with the commit of the change, in whichever process listens", async () => {
    const { ctx, admin, tenant } = await isvWith(fresh.db);
    let arrive = (_: string) => {};
    const arriving = new Promise<string>((resolve) => {
      arrive = resolve;
    });
    const receiving = await receiver((_, response, { body }) => {
      response.writeHead(204).end();
      arrive(body);
    });
    open.push(receiving);
    await endpointAt(admin, receiving.url);
    await deliverAsTheyHappen({ ...ctx, jobs: { ...ctx.jobs, soon: inBackground } });
    const { id } = await connectionOf(ctx, tenant.id, { state: "provisioning" });
    expect(JSON.parse(await arriving)).toMatchObject({ data: { connection: { id } } });
    await stopAll();
  });
});

describe("old events", () => {
  it("are forgotten after 30 days, and what waits for an endpoint that is off after 90", async () => {
    const { ctx, admin, tenant } = await isvWith(fresh.db);
    const { id: endpointId } = await endpointAt(admin, NOWHERE);
    await connectionOf(ctx, tenant.id, { state: "provisioning" });
    await connectionOf(ctx, tenant.id, { state: "provisioning" });
    const [first] = await deliveriesTo(fresh.db, endpointId);
    await fresh.db
      .update(deliveries)
      .set({ state: "delivered" })
      .where(eq(deliveries.id, first?.id ?? ""));
    const left = async (days: number) => {
      await purgeOldEvents(fresh.db, new Date(Date.now() + days * DAY_MS));
      return fresh.db.$count(events, eq(events.tenantId, tenant.id));
    };
    expect(await left(29)).toBe(2);
    expect(await left(31)).toBe(1);
    expect(await left(91)).toBe(1);
    await fresh.db.execute(sql`update endpoints set state = 'stopped'`);
    expect(await left(91)).toBe(0);
    expect(await deliveriesTo(fresh.db, endpointId)).toEqual([]);
  });
});
