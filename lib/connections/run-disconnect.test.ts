import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { newId } from "@/lib/ids";
import { connectionOf, numbers, readConnection } from "@/lib/webhooks/testing";
import { advanceConnection } from "./advance-connection";
import { callsOf, provenConnection } from "./testing";

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
