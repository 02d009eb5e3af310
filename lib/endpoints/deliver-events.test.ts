import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { updateConnection } from "@/db/queries/connections";
import { claimDeliveries } from "@/db/queries/deliveries";
import { auditLog, endpoints, users } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { createVault } from "@/lib/vault/seal";
import { connectionOf, readConnection } from "@/lib/webhooks/testing";
import { ATTEMPTS_MAX } from "./backoff";
import { deliverEvents } from "./deliver-events";
import { createPostEvent } from "./post-event";
import { rotateEndpointSecret } from "./rotate-endpoint-secret";
import { sendTestEvent } from "./send-test-event";
import {
  anotherHandle,
  attemptsTo,
  deliveriesTo,
  endpointAt,
  isvWith,
  noEndpoints,
  type Received,
  receiver,
} from "./testing";
import { updateEndpoint } from "./update-endpoint";

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

const HOUR_MS = 3_600_000;
const postEvent = createPostEvent({ allowsPrivateEndpoints: true, timeoutMs: 2_000 });

async function opened(...given: Parameters<typeof receiver>) {
  const made = await receiver(...given);
  open.push(made);
  return made;
}

/** An ISV with an endpoint at a receiver; `change` makes events of a connection. */
async function isv(...given: Parameters<typeof receiver>) {
  const made = await isvWith(fresh.db);
  const receiving = await opened(...given);
  const endpoint = await endpointAt(made.admin, receiving.url);
  const deliver = () => deliverEvents(made.ctx, postEvent);
  return { ...made, receiving, endpoint, deliver };
}

type Isv = Awaited<ReturnType<typeof isv>>;

async function connect({ ctx, tenant }: Pick<Isv, "ctx" | "tenant">, times = 1): Promise<string> {
  const { id } = await connectionOf(ctx, tenant.id, { state: "provisioning" });
  for (let time = 0; time < times; time += 1) {
    const before = await readConnection(fresh.db, id);
    const failureCode = time % 2 === 0 ? "channel_late" : null;
    await updateConnection(fresh.db, before, { failureCode });
  }
  return id;
}

const idsOf = (calls: Received[]) => calls.map(({ headers }) => headers["webhook-id"]);
const sequencesOf = (calls: Received[]) =>
  calls.map(({ body }) => JSON.parse(body).data.sequence).toSorted((one, other) => one - other);
const statesOf = async (endpointId: string) =>
  (await deliveriesTo(fresh.db, endpointId)).map(({ state }) => state);

async function readEndpoint(id: string) {
  const [row] = await fresh.db.select().from(endpoints).where(eq(endpoints.id, id));
  if (!row) throw new Error("no endpoint");
  return row;
}

describe("deliveries", () => {
  it("arrive, signed so that the public library verifies them, and only once", async () => {
    const made = await isv();
    const { endpoint, receiving, deliver } = made;
    const connectionId = await connect(made, 2);
    await deliver();
    await deliver();
    expect(receiving.calls).toHaveLength(3);
    expect(sequencesOf(receiving.calls)).toEqual([1, 2, 3]);
    for (const { headers, body } of receiving.calls) {
      const told = new Webhook(endpoint.secret).verify(body, headers);
      expect(told).toMatchObject({ data: { connection: { id: connectionId } } });
      expect(headers["content-type"]).toBe("application/json");
    }
    expect(await statesOf(endpoint.id)).toEqual(["delivered", "delivered", "delivered"]);
    expect(await attemptsTo(fresh.db, endpoint.id)).toHaveLength(3);
  });

  it("are signed with both secrets for a day after a rotation, then with the new one", async () => {
    const made = await isv();
    const { admin, clock, endpoint, receiving, deliver } = made;
    const { secret } = await rotateEndpointSecret(admin, { endpointId: endpoint.id });
    await sendTestEvent(admin, { endpointId: endpoint.id });
    await deliver();
    const [both] = receiving.calls;
    for (const one of [endpoint.secret, secret])
      expect(new Webhook(one).verify(both?.body ?? "", both?.headers ?? {})).toBeDefined();
    clock.aheadMs = 25 * HOUR_MS;
    await sendTestEvent(admin, { endpointId: endpoint.id });
    await deliver();
    const signatures = receiving.calls.map(({ headers }) =>
      headers["webhook-signature"]?.split(" "),
    );
    expect(signatures.map((one) => one?.length)).toEqual([2, 1]);
  });

  it("outlive a day of 500s: the same id and bytes at every try, and then they arrive", async () => {
    const made = await isv((_, response) => response.writeHead(500).end("down"));
    const { clock, endpoint, receiving, deliver } = made;
    await connect(made);
    for (let hour = 0; hour < 24; hour += 1) {
      await deliver();
      clock.aheadMs += HOUR_MS;
    }
    const tried = receiving.calls.length;
    expect(tried).toBeGreaterThan(8);
    expect(await statesOf(endpoint.id)).toEqual(["pending", "pending"]);
    receiving.state.behave = (_, response) => response.writeHead(200).end();
    clock.aheadMs += 24 * HOUR_MS;
    await deliver();
    expect(await statesOf(endpoint.id)).toEqual(["delivered", "delivered"]);
    expect(new Set(idsOf(receiving.calls)).size).toBe(2);
    expect(new Set(receiving.calls.map(({ body }) => body)).size).toBe(2);
    const attempts = await attemptsTo(fresh.db, endpoint.id);
    expect(attempts).toHaveLength(tried + 2);
    expect(attempts[0]?.attempt).toMatchObject({ status: 500, responseBody: "down", attempt: 1 });
    expect(await readEndpoint(endpoint.id)).toMatchObject({ state: "enabled", failingSince: null });
  });

  it("are given up after the last try", async () => {
    const made = await isv((_, response) => response.writeHead(302, { location: "/" }).end());
    const { ctx, clock, endpoint, receiving } = made;
    await connect(made, 0);
    for (let day = 0; day < 12 && (await statesOf(endpoint.id))[0] === "pending"; day += 1) {
      await deliverEvents(ctx, postEvent);
      // As if something else had arrived there meanwhile.
      await fresh.db.update(endpoints).set({ failingSince: null });
      clock.aheadMs += 30 * HOUR_MS;
    }
    expect(await statesOf(endpoint.id)).toEqual(["failed"]);
    expect(receiving.calls).toHaveLength(11);
  });

  it("are not given up while nothing arrives at their endpoint, whether it is on or has been stopped", async () => {
    const made = await isv((_, response) => response.writeHead(500).end());
    const { admin, clock, endpoint, receiving, deliver } = made;
    await connect(made, 2);
    const tryUntil = async (hours: number) => {
      for (; clock.aheadMs < hours * HOUR_MS; clock.aheadMs += HOUR_MS) await deliver();
    };
    await tryUntil(70);
    expect(receiving.calls.length).toBeGreaterThanOrEqual(3 * 11);
    expect(await statesOf(endpoint.id)).toEqual(["pending", "pending", "pending"]);
    expect(await readEndpoint(endpoint.id)).toMatchObject({ state: "enabled" });
    await tryUntil(130);
    expect(await readEndpoint(endpoint.id)).toMatchObject({ stopReason: "silent" });
    expect(await statesOf(endpoint.id)).toEqual(["pending", "pending", "pending"]);
    receiving.state.behave = (_, response) => response.writeHead(200).end();
    await updateEndpoint(admin, { endpointId: endpoint.id, isEnabled: true });
    await deliver();
    expect(await statesOf(endpoint.id)).toEqual(["delivered", "delivered", "delivered"]);
  });

  it("wait as long as Retry-After asks", async () => {
    const made = await isv((_, response) =>
      response.writeHead(503, { "retry-after": "600" }).end(),
    );
    const { clock, receiving, deliver } = made;
    await connect(made, 0);
    await deliver();
    clock.aheadMs += 500_000;
    await deliver();
    expect(receiving.calls).toHaveLength(1);
    clock.aheadMs += 110_000;
    await deliver();
    expect(receiving.calls).toHaveLength(2);
  });

  it("to one endpoint wait for no other that hangs, and at most four hang at once", async () => {
    const held: (() => void)[] = [];
    let isFull = () => {};
    const full = new Promise<void>((resolve) => {
      isFull = resolve;
    });
    const made = await isv((_, response) => {
      held.push(() => response.writeHead(204).end());
      if (held.length === 4) isFull();
    });
    const { ctx, admin, endpoint, deliver } = made;
    let arrived = 0;
    let areAllIn = () => {};
    const allIn = new Promise<void>((resolve) => {
      areAllIn = resolve;
    });
    const quick = await opened((_, response) => {
      response.writeHead(204).end();
      arrived += 1;
      if (arrived === 12) areAllIn();
    });
    await endpointAt(admin, quick.url);
    await connect(made, 5);
    const first = deliver();
    await full;
    await connect(made, 5);
    // Whoever asks again while one hangs has the others served at once.
    const second = deliver();
    await allIn;
    const another = { ...ctx, db: anotherHandle(fresh.db) };
    await deliverEvents(another, postEvent);
    expect(held).toHaveLength(4);
    made.receiving.state.behave = (_, response) => response.writeHead(204).end();
    for (const release of held) release();
    await Promise.all([first, second]);
    expect(new Set(await statesOf(endpoint.id))).toEqual(new Set(["delivered"]));
    expect(made.receiving.calls).toHaveLength(12);
  });

  it("that happen while another one hangs do not wait for it", async () => {
    let release = () => {};
    let hangs = () => {};
    const hanging = new Promise<void>((resolve) => {
      hangs = resolve;
    });
    let arrives = () => {};
    const arriving = new Promise<void>((resolve) => {
      arrives = resolve;
    });
    const made = await isv((_, response, { body }) => {
      if (JSON.parse(body).data.sequence === 1) {
        release = () => response.writeHead(204).end();
        hangs();
      } else {
        response.writeHead(204).end();
        arrives();
      }
    });
    const id = await connect(made, 0);
    const first = made.deliver();
    await hanging;
    await updateConnection(fresh.db, await readConnection(fresh.db, id), { state: "connected" });
    const second = made.deliver();
    await arriving;
    release();
    await Promise.all([first, second]);
    expect(sequencesOf(made.receiving.calls)).toEqual([1, 2, 3]);
  });

  it("are made once each by two workers at once", async () => {
    const made = await isv();
    const { ctx, endpoint, receiving } = made;
    for (let time = 0; time < 4; time += 1) await connect(made, 5);
    const workers = [fresh.db, anotherHandle(fresh.db)].map((db) =>
      deliverEvents({ ...ctx, db }, postEvent),
    );
    await Promise.all(workers);
    // Each of them stops when it finds nothing free; the schedule sees to what is left.
    await made.deliver();
    expect(receiving.calls).toHaveLength(24);
    expect(new Set(idsOf(receiving.calls)).size).toBe(24);
    expect(await attemptsTo(fresh.db, endpoint.id)).toHaveLength(24);
  });

  it("of a worker that died are taken over when its lease is over", async () => {
    const made = await isv();
    const { ctx, clock, endpoint, receiving, deliver } = made;
    await connect(made, 0);
    const now = ctx.now();
    const leaseUntil = new Date(now.getTime() + 30_000);
    const claim = { endpointId: endpoint.id, now, leaseUntil, inFlightMax: 4 };
    expect(await claimDeliveries(fresh.db, claim)).toHaveLength(1);
    await deliver();
    expect(receiving.calls).toHaveLength(0);
    clock.aheadMs += 31_000;
    await deliver();
    expect(receiving.calls).toHaveLength(1);
    expect(await deliveriesTo(fresh.db, endpoint.id)).toMatchObject([
      { state: "delivered", attempts: 2 },
    ]);
  });

  it("are not made while the secret cannot be opened, which costs no try and is seen", async () => {
    const made = await isv();
    const { admin, ctx, clock, endpoint, receiving, deliver } = made;
    await sendTestEvent(admin, { endpointId: endpoint.id });
    const blind = createVault([{ kid: "other", key: randomBytes(32) }]);
    for (let time = 0; time < ATTEMPTS_MAX + 2; time += 1) {
      await deliverEvents({ ...ctx, vault: blind }, postEvent);
      clock.aheadMs += HOUR_MS;
    }
    expect(receiving.calls).toHaveLength(0);
    const attempts = await attemptsTo(fresh.db, endpoint.id);
    expect(attempts).toHaveLength(ATTEMPTS_MAX + 2);
    expect(attempts[0]?.attempt).toMatchObject({ status: null, error: "secret_unreadable" });
    expect(await readEndpoint(endpoint.id)).toMatchObject({ state: "enabled", failingSince: null });
    await deliver();
    expect(await statesOf(endpoint.id)).toEqual(["delivered"]);
  });

  it("leave no secret in rows, payloads or the audit log", async () => {
    const made = await isv((_, response) => response.writeHead(500).end());
    const { admin, endpoint, receiving, deliver } = made;
    const { secret } = await rotateEndpointSecret(admin, { endpointId: endpoint.id });
    await connect(made);
    await deliver();
    const rows = await Promise.all([
      readEndpoint(endpoint.id),
      deliveriesTo(fresh.db, endpoint.id),
      attemptsTo(fresh.db, endpoint.id),
      fresh.db.select().from(auditLog),
    ]);
    const seen = JSON.stringify([rows, receiving.calls]);
    for (const one of [endpoint.secret, secret]) {
      expect(seen).not.toContain(one);
      expect(seen).not.toContain(one.replace("whsec_", ""));
    }
  });
});

describe("an endpoint that nothing arrives at", () => {
  it("is switched off after three days, with notice; what waits goes out when it is on again", async () => {
    const made = await isv((_, response) => response.writeHead(500).end());
    const { admin, clock, endpoint, receiving, deliver, put, tenant, ctx } = made;
    for (let hour = 0; hour < 80; hour += 1) {
      if (hour % 12 === 0) await connect(made, 0);
      await deliver();
      clock.aheadMs += HOUR_MS;
    }
    const stopped = await readEndpoint(endpoint.id);
    expect(stopped).toMatchObject({ state: "stopped", stopReason: "silent" });
    const days = Number(stopped.stoppedAt) - Number(stopped.failingSince);
    expect(days).toBeGreaterThanOrEqual(72 * HOUR_MS);
    expect(put).toMatchObject([{ queue: "tell_endpoint_stopped" }]);
    const [audit] = await fresh.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subjectId, endpoint.id))
      .orderBy(auditLog.id)
      .offset(1);
    expect(audit).toMatchObject({ action: "endpoint.stopped", actorKind: "system" });
    const tried = receiving.calls.length;
    await connectionOf(ctx, tenant.id, { state: "provisioning" });
    await deliver();
    expect(receiving.calls).toHaveLength(tried);
    receiving.state.behave = (_, response) => response.writeHead(204).end();
    const waiting = (await statesOf(endpoint.id)).filter((state) => state === "pending").length;
    expect(waiting).toBeGreaterThan(3);
    await updateEndpoint(admin, { endpointId: endpoint.id, isEnabled: true });
    await deliver();
    expect(receiving.calls).toHaveLength(tried + waiting);
    expect(await statesOf(endpoint.id)).not.toContain("pending");
    expect(await readEndpoint(endpoint.id)).toMatchObject({ state: "enabled", stopReason: null });
  });

  it("is not switched off by one event that fails after a long quiet", async () => {
    const made = await isv((_, response) => response.writeHead(500).end());
    const { clock, endpoint, deliver } = made;
    await connect(made, 0);
    await deliver();
    clock.aheadMs += 7 * 24 * HOUR_MS;
    await connect(made, 0);
    await deliver();
    expect(await readEndpoint(endpoint.id)).toMatchObject({ state: "enabled" });
  });

  it("is switched off at once when it says that it is gone, and keeps what was on its way", async () => {
    const made = await isv((_, response) => response.writeHead(410).end());
    const { admin, endpoint, receiving, deliver, put } = made;
    await connect(made, 0);
    await deliver();
    expect(await readEndpoint(endpoint.id)).toMatchObject({
      state: "stopped",
      stopReason: "gone",
    });
    expect(put).toMatchObject([{ queue: "tell_endpoint_stopped" }]);
    await connect(made, 0);
    await deliver();
    expect(receiving.calls).toHaveLength(1);
    expect(await statesOf(endpoint.id)).toEqual(["pending"]);
    receiving.state.behave = (_, response) => response.writeHead(204).end();
    await updateEndpoint(admin, { endpointId: endpoint.id, isEnabled: true });
    await deliver();
    expect(await statesOf(endpoint.id)).toEqual(["delivered"]);
  });
});

describe("an endpoint with a new address", () => {
  it("is not judged by a late answer of the old one", async () => {
    const made = await isv();
    const { admin, endpoint, receiving, deliver } = made;
    const next = await opened((_, response) => response.writeHead(500).end());
    receiving.state.behave = async (_, response) => {
      await updateEndpoint(admin, { endpointId: endpoint.id, url: next.url });
      response.writeHead(410).end();
    };
    await sendTestEvent(admin, { endpointId: endpoint.id });
    await deliver();
    expect(receiving.calls).toHaveLength(1);
    expect(await readEndpoint(endpoint.id)).toMatchObject({
      ...{ state: "enabled", stopReason: null, failingSince: null },
    });
    expect(await statesOf(endpoint.id)).toEqual(["pending"]);
  });

  it("has not failed yet", async () => {
    const made = await isv((_, response) => response.writeHead(500).end());
    const { admin, endpoint, deliver } = made;
    await sendTestEvent(admin, { endpointId: endpoint.id });
    await deliver();
    expect((await readEndpoint(endpoint.id)).failingSince).not.toBeNull();
    await updateEndpoint(admin, { endpointId: endpoint.id, url: (await opened()).url });
    expect((await readEndpoint(endpoint.id)).failingSince).toBeNull();
  });
});

it("mails the owners when an endpoint was switched off, and not when it is on again", async () => {
  const { tellStopped } = await import("./tell-stopped");
  const inbox = await opened((_, response) => response.writeHead(200).end());
  const made = await isv((_, response) => response.writeHead(410).end());
  const { admin, endpoint, deliver } = made;
  await fresh.db.insert(users).values([
    { name: "Olga", email: "olga@isv.example", role: "owner" },
    { name: "Vic", email: "vic@isv.example", role: "viewer" },
  ]);
  await connect(made, 0);
  await deliver();
  const env = { ...made.ctx.env, sandboxUrl: inbox.url };
  const tell = () => tellStopped({ ...made.ctx, env }, { endpointId: endpoint.id });
  await tell();
  expect(inbox.calls.map(({ body }) => JSON.parse(body))).toMatchObject([
    { to: "olga@isv.example", subject: expect.stringContaining("127.0.0.1") },
  ]);
  expect(inbox.calls[0]?.body).toContain(`/admin/webhooks/endpoints/${endpoint.id}`);
  await updateEndpoint(admin, { endpointId: endpoint.id, isEnabled: true });
  await tell();
  expect(inbox.calls).toHaveLength(1);
});
