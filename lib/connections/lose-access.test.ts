import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConnectionRow } from "@/db/queries/connections";
import { freshDb } from "@/db/testing";
import { newId } from "@/lib/ids";
import { loseAccess } from "./lose-access";
import { callsOf, newToken, provenConnection } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const AT = new Date("2026-11-22T09:00:00Z");

async function connected(given: Parameters<typeof provenConnection>[1] = {}) {
  const all = await provenConnection(fresh.db, given);
  const lose = (connection: ConnectionRow) =>
    loseAccess(fresh.db, all.ctx, { connection, reason: "removed_at_meta", at: AT, facts: {} });
  return { ...all, lose };
}

describe("access that is lost", () => {
  it("wipes the token at once and takes the connector and its hooks back after it", async () => {
    const hook = newId();
    const all = await connected({ bird: { [`DELETE :hooks/${hook}`]: { status: 204, body: {} } } });
    const { advance, read, write, lose, bird, birdCalls, graphCalls } = all;
    await advance();
    await write({ messageHooks: { "whatsapp.inbound": hook }, sealedPin: "sealed" });
    await lose(await read());
    expect(await read()).toMatchObject({
      disconnectRequestedAt: all.ctx.now(),
      sealedToken: null,
      sealedPin: "sealed",
      tokenFingerprint: null,
    });
    expect(all.put.at(-1)).toEqual({ key: all.key.connectionId, startAfter: undefined });
    await advance();
    expect(await read()).toMatchObject({
      state: "disconnected",
      disconnectedAt: AT,
      disconnectReason: "removed_at_meta",
      disconnectProof: { connector: "deleted", subscription: "unreachable", token: "wiped" },
      connectorId: null,
    });
    expect(bird.connectors).toEqual([]);
    expect(callsOf(birdCalls, "DELETE", hook)).toHaveLength(1);
    expect(callsOf(graphCalls, "DELETE", "/subscribed_apps")).toEqual([]);
  });

  it("leaves no connector that was being made meanwhile", async () => {
    const { advance, read, lose, bird, birdRoutes } = await connected();
    const name = Object.keys(birdRoutes).find((one) => /^POST .*\/connectors$/.test(one)) ?? "";
    const make = birdRoutes[name];
    birdRoutes[name] = async (call) => {
      await lose(await read());
      return typeof make === "function" ? make(call) : "lost";
    };
    await advance();
    expect(bird.connectors).toHaveLength(1);
    await advance();
    expect((await read()).state).toBe("disconnected");
    expect(bird.connectors).toEqual([]);
  });

  it("lets a disconnection that was asked for go on", async () => {
    const { advance, read, write, lose, ctx } = await connected();
    await advance();
    const askedAt = new Date(ctx.now().getTime() - 3_600_000);
    await write({
      disconnectRequestedAt: askedAt,
      disconnectReason: "customer",
      disconnectProof: { connector: "absent", attempts: 3 },
      failureCode: "meta_unavailable",
    });
    await lose(await read());
    expect(await read()).toMatchObject({
      state: "connected",
      disconnectRequestedAt: askedAt,
      disconnectProof: { connector: "absent", attempts: 3, token: "wiped" },
      failureCode: "meta_unavailable",
      sealedToken: null,
    });
    await advance();
    expect(await read()).toMatchObject({ state: "disconnected", disconnectedAt: AT });
  });

  it("changes nothing of a connection that was given another token", async () => {
    const { advance, read, write, lose, ctx, key } = await connected();
    await advance();
    const before = await read();
    await write((await newToken(ctx, key)).change);
    expect(await lose(before)).toBeUndefined();
    expect(await read()).toMatchObject({ state: "connected", disconnectRequestedAt: null });
  });
});
