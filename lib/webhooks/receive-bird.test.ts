import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { webhookEvents } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { receiveBird } from "./receive-bird";
import { birdHeaders, channelBody, eventsOf, postBird, systemWith, workspaceOf } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

describe("what Bird posts", () => {
  const post = async () => {
    const { ctx, tenant } = await systemWith(fresh.db);
    const workspace = await workspaceOf(ctx, tenant.id);
    const body = channelBody({ id: "ch", updatedAt: "2026-11-22T10:00:00.000Z" });
    return { ctx, tenant, ...workspace, body };
  };

  it("is kept once per delivery, under its tenant", async () => {
    const { ctx, tenant, ...made } = await post();
    const given = { ...made, timestamp: Math.floor(Date.now() / 1000) };
    const requestId = randomUUID();
    expect(await postBird(ctx, { ...given, requestId })).toEqual({ stored: 1 });
    expect(await postBird(ctx, { ...given, requestId })).toEqual({ stored: 0 });
    // The id is not signed: whoever captured a delivery could send it under as many as they like.
    expect(await postBird(ctx, { ...given, requestId: randomUUID() })).toEqual({ stored: 0 });
    const timestamp = Math.floor(Date.now() / 1000) - 20 * 3_600;
    const unnamed = { ...given, requestId: null, timestamp };
    expect(await postBird(ctx, unnamed)).toEqual({ stored: 1 });
    expect(await postBird(ctx, unnamed)).toEqual({ stored: 0 });
    expect(await eventsOf(fresh.db, given.workspaceId)).toMatchObject([
      {
        provider: "bird",
        tenantId: tenant.id,
        kind: "channel.updated",
        dedupeKey: expect.stringMatching(/^[0-9a-f]{64}$/),
        occurredAt: new Date("2026-11-22T10:00:00.000Z"),
      },
      { dedupeKey: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  it("is refused alike for a wrong signature, an old one, and a workspace that is not ours", async () => {
    const { ctx, ...given } = await post();
    const before = await fresh.db.$count(webhookEvents);
    const old = Math.floor(Date.now() / 1000) - 25 * 3_600;
    const answers = [
      postBird(ctx, { ...given, signingKey: "wrong" }),
      postBird(ctx, { ...given, hookUrl: "https://elsewhere.example/" }),
      postBird(ctx, { ...given, timestamp: old }),
      postBird(ctx, { ...given, workspaceId: randomUUID() }),
      postBird(ctx, { ...given, workspaceId: "a\u0000b" }),
      receiveBird(ctx, {
        ...given,
        ...{ signature: null, timestamp: null, requestId: null },
        body: Buffer.from(given.body),
      }),
    ];
    const errors = await Promise.allSettled(answers);
    for (const error of errors)
      expect(error).toMatchObject({ status: "rejected", reason: { code: "unauthenticated" } });
    const said = errors.map((error) => error.status === "rejected" && error.reason.message);
    expect(new Set(said).size).toBe(1);
    expect(await fresh.db.$count(webhookEvents)).toBe(before);
  });

  it("is not kept when it is what people write, and refused when it is garbage", async () => {
    const { ctx, ...given } = await post();
    for (const [service, event] of [
      ["channels", "whatsapp.inbound"],
      ["channels", "sms.outbound"],
      ["conversations", "conversation.created"],
    ]) {
      const body = JSON.stringify({ service, event, payload: { id: "m" } });
      expect(await postBird(ctx, { ...given, body })).toEqual({ stored: 0 });
    }
    await expect(postBird(ctx, { ...given, body: "{" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(postBird(ctx, { ...given, body: "[]" })).rejects.toMatchObject({
      name: "ZodError",
    });
  });

  it("is read over the bytes as they came", async () => {
    const { ctx, ...given } = await post();
    const body = '{"service":"channels", "event":"channel.created","payload":{"name":"\\u00e4"}}';
    const headers = birdHeaders({ ...given, body });
    const { workspaceId } = given;
    expect(await receiveBird(ctx, { workspaceId, ...headers, body: Buffer.from(body) })).toEqual({
      stored: 1,
    });
  });
});
