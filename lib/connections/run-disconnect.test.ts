import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordStep } from "@/db/queries/connections";
import { auditLog, tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { newId } from "@/lib/ids";
import { connectionOf, numbers, readConnection } from "@/lib/webhooks/testing";
import { advanceConnection } from "./advance-connection";
import { STEPS } from "./states";
import { callsOf, provenConnection } from "./testing";
import { getSteps } from "./testing-steps";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

type Given = Parameters<typeof provenConnection>[1];

/** A connected number whose end was asked for. */
async function ending(given: Given = {}) {
  const meta = { "DELETE /:waba/subscribed_apps": { body: { success: true } }, ...given.meta };
  const all = await provenConnection(fresh.db, { ...given, meta });
  await all.advance();
  await all.write({
    disconnectRequestedAt: all.ctx.now(),
    disconnectReason: "customer",
    disconnectProof: {},
  });
  const birdDeletes = () => all.birdCalls.filter(({ method }) => method === "DELETE");
  /** As a new grant of the same number takes the turn away. */
  const reconnect = () => all.write({ leaseId: newId(), leaseUntil: new Date(Date.UTC(2030, 0)) });
  return { ...all, birdDeletes, reconnect };
}

/** Another number of the account, which is there once it has come, and subscribed to. */
async function subscribedNumber({ ctx, key, read }: Awaited<ReturnType<typeof ending>>) {
  const { wabaId } = await read();
  const change = { ...numbers(), wabaId, state: "disconnected" as const };
  const { id: connectionId } = await connectionOf(ctx, key.tenantId, change);
  const own = { tenantId: key.tenantId, connectionId };
  const end = { state: "done" as const, startedAt: ctx.now(), finishedAt: ctx.now() };
  const { write, step } = getSteps(fresh.db, own);
  const come = async () => {
    await write({ state: "connected" });
    for (const id of STEPS) await recordStep(fresh.db, { ...own, ...end, step: id });
  };
  return { key: own, step, come };
}

describe("taking a number down", () => {
  it("deletes the connection's own connector and any other of its number", async () => {
    const { advance, read, bird, graphCalls } = await ending();
    bird.connectors.push(newId());
    await advance();
    expect(await read()).toMatchObject({
      state: "disconnected",
      disconnectProof: { connector: "deleted", subscription: "deleted", token: "wiped" },
    });
    expect(bird.connectors).toEqual([]);
    expect(callsOf(graphCalls, "DELETE", "/subscribed_apps")).toHaveLength(1);
  });

  it("deletes them for an archived tenant, too", async () => {
    const { ctx, key, advance, read, bird } = await ending();
    const change = { archivedAt: ctx.now() };
    await fresh.db.update(tenants).set(change).where(eq(tenants.id, key.tenantId));
    await advance();
    expect((await read()).disconnectProof).toMatchObject({ connector: "deleted" });
    expect(bird.connectors).toEqual([]);
  });

  it("keeps our app on the account while another number of it stays", async () => {
    const { ctx, key, read, advance, graphCalls } = await ending();
    const { wabaId } = await read();
    await connectionOf(ctx, key.tenantId, { ...numbers(), wabaId });
    await advance();
    expect((await read()).disconnectProof).toMatchObject({ subscription: "shared" });
    expect(callsOf(graphCalls, "DELETE", "/subscribed_apps")).toEqual([]);
  });

  it("takes our app off the account when its numbers end together", async () => {
    const { ctx, key, read, advance } = await ending();
    const { wabaId, disconnectRequestedAt } = await read();
    const asked = { disconnectRequestedAt, disconnectProof: {} };
    const other = await connectionOf(ctx, key.tenantId, { ...numbers(), wabaId, ...asked });
    await advance();
    expect((await read()).disconnectProof).toMatchObject({ subscription: "deleted" });
    await advanceConnection(ctx, { ...key, connectionId: other.id });
    const { state, disconnectProof } = await readConnection(fresh.db, other.id);
    expect([state, disconnectProof?.subscription]).toEqual(["disconnected", "deleted"]);
  });

  it("has our app subscribed anew for a number that came before Meta took it off", async () => {
    const own: { come?: () => Promise<unknown> } = {};
    const taken = async () => {
      await own.come?.();
      return { body: { success: true } };
    };
    const all = await ending({ meta: { "DELETE /:waba/subscribed_apps": taken } });
    const { ctx, read, advance, put, graphCalls } = all;
    const other = await subscribedNumber(all);
    own.come = other.come;
    await advance();
    expect(await read()).toMatchObject({
      state: "disconnected",
      disconnectProof: { subscription: "deleted" },
    });
    expect((await other.step("subscribe_app"))?.state).toBe("waiting");
    expect(put.map(({ key }) => key)).toContain(other.key.connectionId);
    await advanceConnection(ctx, other.key);
    expect((await other.step("subscribe_app"))?.state).toBe("done");
    const calls = graphCalls.filter(({ path }) => path.endsWith("/subscribed_apps"));
    expect(calls.map(({ method }) => method)).toEqual(["POST", "DELETE", "POST"]);
  });

  it("does so for the number itself, when it was bound again meanwhile", async () => {
    const own: { take?: () => Promise<unknown> } = {};
    const taken = async () => {
      await own.take?.();
      return { body: { success: true } };
    };
    const all = await ending({ meta: { "DELETE /:waba/subscribed_apps": taken } });
    own.take = () =>
      all.write({ leaseId: null, disconnectRequestedAt: null, disconnectProof: null });
    await all.advance();
    expect((await all.step("subscribe_app"))?.state).toBe("waiting");
    expect((await all.read()).state).toBe("connected");
  });

  it("does so when it is not known whether an earlier try took it off", async () => {
    const all = await ending({ meta: { "DELETE /:waba/subscribed_apps": "lost" } });
    await all.advance();
    expect((await all.read()).disconnectProof).toMatchObject({ isLeaving: true, attempts: 1 });
    const other = await subscribedNumber(all);
    await other.come();
    all.clock.now += 60_000;
    await all.advance();
    const { disconnectProof } = await all.read();
    expect(disconnectProof).toMatchObject({ subscription: "shared" });
    expect(disconnectProof).not.toHaveProperty("isLeaving");
    expect((await other.step("subscribe_app"))?.state).toBe("waiting");
  });

  it("leaves nothing that a token, bound again, would take for its own, but the number's PIN", async () => {
    const { advance, read, write } = await ending();
    await write({ sealedPin: "sealed", channelUpdatedAt: new Date(0) });
    await advance();
    expect(await read()).toMatchObject({
      sealedToken: null,
      tokenFingerprint: null,
      tokenExpiresAt: null,
      sealedPin: "sealed",
      connectorId: null,
      connectorFingerprint: null,
      installedAt: null,
      channelId: null,
      channelUpdatedAt: null,
      healthDueAt: null,
    });
  });

  it("proves in the audit log what was taken down", async () => {
    const { advance, read, key } = await ending();
    const { connectorId, wabaId, phoneNumberId } = await read();
    await advance();
    const rows = await fresh.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subjectId, key.connectionId));
    expect(rows.find(({ action }) => action === "connection.disconnected")?.detail).toMatchObject({
      connector: "deleted",
      connectorId,
      wabaId,
      phoneNumberId,
    });
  });

  it("finds the connector whose answer was lost, and leaves one that Perch never made", async () => {
    const lost = await ending();
    await lost.write({ connectorId: null });
    await lost.advance();
    expect((await lost.read()).disconnectProof).toMatchObject({ connector: "deleted" });
    expect(lost.bird.connectors).toEqual([]);
    const foreign = await ending();
    await foreign.write({ connectorId: null, connectorFingerprint: null });
    await foreign.advance();
    expect((await foreign.read()).disconnectProof).toMatchObject({ connector: "absent" });
    expect(foreign.bird.connectors).toHaveLength(1);
  });

  it("deletes nothing of a connection that was bound again while it listed", async () => {
    const all = await ending();
    const { advance, read, write, bird, birdRoutes, birdDeletes, graphCalls } = all;
    const [name = ""] = Object.keys(birdRoutes).filter((one) => /^GET .*\/connectors$/.test(one));
    const list = birdRoutes[name];
    await write({ connectorId: null });
    birdRoutes[name] = async (call) => {
      await all.reconnect();
      return typeof list === "function" ? list(call) : "lost";
    };
    await advance();
    expect(birdDeletes()).toEqual([]);
    expect(bird.connectors).toHaveLength(1);
    expect(callsOf(graphCalls, "DELETE", "/subscribed_apps")).toEqual([]);
    expect((await read()).state).toBe("connected");
  });

  it("stops between two deletions when the turn is taken away", async () => {
    const own: { take?: () => Promise<unknown> } = {};
    const gone = async () => {
      await own.take?.();
      return { status: 204, body: undefined };
    };
    const hook = newId();
    const all = await ending({ bird: { [`DELETE :hooks/${hook}`]: gone } });
    await all.write({ messageHooks: { "whatsapp.inbound": hook } });
    own.take = all.reconnect;
    await all.advance();
    expect(all.birdDeletes()).toHaveLength(1);
    expect(all.bird.connectors).toHaveLength(1);
  });
});
