import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDb } from "@/db/testing";
import { OPERATIONS } from "@/lib/api/operations";
import { callApi, keyWith, operationAt } from "@/lib/api/testing";
import { deliverEvents } from "@/lib/endpoints/deliver-events";
import { createPostEvent } from "@/lib/endpoints/post-event";
import { isvWith, receiver } from "@/lib/endpoints/testing";
import { connectionOf } from "@/lib/webhooks/testing";

type Answered = { status: number; body: Record<string, unknown> };

let fresh: Awaited<ReturnType<typeof freshDb>>;
let receiving: Awaited<ReturnType<typeof receiver>>;
let made: Awaited<ReturnType<typeof isvWith>>;
let key: string;
beforeAll(async () => {
  fresh = await freshDb();
  receiving = await receiver();
  made = await isvWith(fresh.db);
  key = await keyWith(made.ctx);
});
afterAll(async () => {
  receiving.close();
  await fresh.close();
});

const deliver = () =>
  deliverEvents(made.ctx, createPostEvent({ allowsPrivateEndpoints: true, timeoutMs: 2_000 }));

/** Calls the API, and holds each answer that is none of a problem against what the operation says it is. */
async function call(method: string, path: string, body?: unknown): Promise<Answered> {
  const answer = await callApi(made.ctx, method, path, { key, body });
  const read = await answer.json();
  if (answer.ok) operationAt(method, path.split("?")[0] ?? "").response.parse(read);
  return { status: answer.status, body: read };
}

it("takes an endpoint through its life", async () => {
  const created = await call("POST", "/endpoints", { url: receiving.url, description: "CRM" });
  expect(created).toMatchObject({ status: 201, body: { state: "enabled", types: null } });
  const { id, secret } = created.body as { id: string; secret: string };
  const path = `/endpoints/${id}`;
  const rotated = await call("POST", `${path}/rotate-secret`);
  expect(rotated.body.secret).not.toBe(secret);
  const read = await call("GET", path);
  expect(read.body).toMatchObject({ id, previousSecretUntil: expect.any(String) });
  expect(JSON.stringify([read, await call("GET", "/endpoints")])).not.toContain("whsec_");

  const tested = await call("POST", `${path}/test`);
  expect(tested).toMatchObject({
    ...{ status: 202, body: { object: "delivery", endpointId: id, type: "endpoint.test" } },
  });
  await deliver();
  const delivery = await call("GET", `/deliveries/${tested.body.id}`);
  const [sent] = receiving.calls;
  const headers = sent?.headers ?? {};
  expect(delivery.body).toMatchObject({
    ...{ state: "delivered", endpointId: id, attempts: 1 },
    event: { id: tested.body.eventId, type: "endpoint.test", data: { endpoint: { id } } },
  });
  expect(delivery.body.tries).toEqual([
    {
      ...{ attempt: 1, at: expect.any(String), status: 204, error: null, responseBody: null },
      tookMs: expect.any(Number),
      requestHeaders: {
        "webhook-id": headers["webhook-id"],
        "webhook-timestamp": headers["webhook-timestamp"],
      },
    },
  ]);
  const { event: _, tries: __, ...item } = delivery.body;
  expect((await call("GET", "/deliveries")).body.data).toEqual([item]);
  expect((await call("GET", "/endpoints")).body).toMatchObject({
    ...{ hasMore: false, nextCursor: null, data: [{ id, state: "enabled" }] },
  });
  expect(new Webhook(secret).verify(sent?.body ?? "", sent?.headers ?? {})).toBeDefined();

  expect((await call("PATCH", path, { state: "disabled" })).body).toMatchObject({
    ...{ state: "disabled", url: receiving.url, description: "CRM" },
  });
  expect((await call("POST", `${path}/test`)).status).toBe(409);
  expect(
    (await call("PATCH", path, { state: "enabled", types: ["link.viewed"] })).body,
  ).toMatchObject({ state: "enabled", types: ["link.viewed"] });
  expect((await call("PATCH", path, { url: "ftp://example.com" })).status).toBe(422);
  expect((await call("PATCH", path, { state: "stopped" })).status).toBe(422);
  expect((await call("POST", `${path}/replay`, { since: "2026-01-01" })).body).toEqual({
    replayed: 0,
  });
  expect((await call("DELETE", path)).body).toEqual({ object: "endpoint", id, isDeleted: true });
  expect((await call("GET", path)).status).toBe(404);
  expect((await call("GET", "/deliveries")).body.data).toEqual([]);
});

it("lists events and deliveries by what they are of, page by page, and replays", async () => {
  const { body: endpoint } = await call("POST", "/endpoints", { url: receiving.url });
  const one = await connectionOf(made.ctx, made.tenant.id, { state: "connected" });
  await connectionOf(made.ctx, made.tenant.id, { state: "provisioning" });
  await deliver();
  const typesAt = async (path: string) => {
    const { body } = await call("GET", path);
    return (body.data as { type: string }[]).map(({ type }) => type);
  };
  const mine = `tenantId=${made.tenant.id}`;
  const ofOne = ["connection.connected", "connection.updated"];
  for (const list of ["/events", "/deliveries"]) {
    expect(await typesAt(`${list}?${mine}`)).toEqual(["connection.updated", ...ofOne]);
    expect(await typesAt(`${list}?connectionId=${one.id}`)).toEqual(ofOne);
    expect(await typesAt(`${list}?type=connection.connected&${mine}`)).toEqual(ofOne.slice(0, 1));
    const first = await call("GET", `${list}?${mine}&limit=2`);
    expect(first.body.hasMore).toBe(true);
    const rest = `${list}?${mine}&cursor=${first.body.nextCursor}`;
    expect(await typesAt(rest)).toEqual(["connection.updated"]);
    expect((await call("GET", `${list}?type=no.such`)).status).toBe(422);
  }
  expect(await typesAt(`/deliveries?endpointId=${endpoint.id}&state=pending`)).toEqual([]);
  const [event] = (await call("GET", "/events?limit=1")).body.data as { id: string }[];
  expect((await call("GET", `/events/${event?.id}`)).body).toEqual(event);

  const [delivery] = (await call("GET", "/deliveries?limit=1")).body.data as { id: string }[];
  const before = receiving.calls.length;
  const replayed = await call("POST", `/deliveries/${delivery?.id}/replay`);
  expect(replayed).toMatchObject({
    ...{ status: 202, body: { object: "delivery", id: delivery?.id, eventId: event?.id } },
  });
  await deliver();
  expect(receiving.calls).toHaveLength(before + 1);
  expect(receiving.calls.at(-1)?.headers["webhook-id"]).toBe(event?.id);
});

it("asks each operation's scope", async () => {
  const own = OPERATIONS.filter(({ tag }) => ["Endpoints", "Events"].includes(tag));
  expect(own).toHaveLength(13);
  const without = await keyWith(made.ctx, ["tenants:write", "tokens:export"]);
  for (const { method, path } of own) {
    const url = path.replace(/\{\w+\}/, made.tenant.id);
    const answer = await callApi(made.ctx, method, url, {
      key: without,
      ...(method !== "GET" && { body: {} }),
    });
    expect([path, answer.status, (await answer.json()).code]).toEqual([
      ...[path, 403, "insufficient_scope"],
    ]);
  }
});
