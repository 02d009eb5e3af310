import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { webhookEvents } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { answerHandshake } from "./answer-handshake";
import { receiveBird } from "./receive-bird";
import { receiveMeta } from "./receive-meta";
import {
  birdHeaders,
  channelBody,
  eventsOf,
  metaBody,
  metaSignature,
  numbers,
  postBird,
  postMeta,
  systemWith,
  workspaceOf,
} from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

describe("Meta's handshake", () => {
  const ask = async (change: Record<string, string>) => {
    const { ctx } = await systemWith(fresh.db);
    const right = {
      "hub.mode": "subscribe",
      "hub.challenge": "1158201444",
      "hub.verify_token": "sandbox-verify-token",
    };
    return answerHandshake(ctx.env, new URLSearchParams({ ...right, ...change }));
  };
  it("repeats the challenge", async () => {
    expect(await ask({})).toBe("1158201444");
  });
  it.each([
    ["hub.mode", "unsubscribe"],
    ["hub.verify_token", "wrong"],
    ["hub.verify_token", ""],
    ["hub.challenge", ""],
  ])("refuses %s=%s", async (name, value) => {
    await expect(ask({ [name]: value })).rejects.toMatchObject({ code: "forbidden" });
  });
  it("refuses everybody without a token of our own", () => {
    const env = { meta: { settings: undefined, missing: ["META_APP_ID"] } };
    const query = new URLSearchParams({ "hub.mode": "subscribe", "hub.challenge": "1" });
    expect(() => answerHandshake(env, query)).toThrow("verify token");
  });
});

describe("what Meta posts", () => {
  it("is kept once, whatever batch it comes in and however its keys are ordered", async () => {
    const { ctx } = await systemWith(fresh.db);
    const { wabaId: id } = numbers();
    const value = { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "DISABLE", n: 1 } };
    const same = { ban_info: { n: 1, waba_ban_state: "DISABLE" }, event: "DISABLED_UPDATE" };
    const other = { event: "ACCOUNT_VIOLATION" };
    expect(await postMeta(ctx, [{ id, value }])).toEqual({ stored: 1 });
    expect(await postMeta(ctx, [{ id, value }])).toEqual({ stored: 0 });
    const batch = [
      { id, value: other },
      { id, value: same },
      { id, value: other },
    ];
    expect(await postMeta(ctx, batch)).toEqual({ stored: 1 });
    expect(await postMeta(ctx, [{ id, value, time: 1_800_000_001 }])).toEqual({ stored: 1 });
    expect(await eventsOf(fresh.db, id)).toMatchObject([
      { provider: "meta", kind: "account_update", payload: value, state: "received", attempts: 0 },
      { payload: other },
      { payload: value, occurredAt: new Date(1_800_000_001_000) },
    ]);
  });

  it("is kept once though it names no time", async () => {
    const { ctx } = await systemWith(fresh.db);
    const { wabaId: id } = numbers();
    const entry = [{ id, changes: [{ field: "account_update", value: { event: "X" } }] }];
    const body = JSON.stringify({ object: "whatsapp_business_account", entry });
    const post = () =>
      receiveMeta(ctx, { signature: metaSignature(body), body: Buffer.from(body) });
    expect(await post()).toEqual({ stored: 1 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await post()).toEqual({ stored: 0 });
  });

  it("may be a thousand changes, from two deliveries at once", async () => {
    const { ctx } = await systemWith(fresh.db);
    const { wabaId: id } = numbers();
    const changes = Array.from({ length: 1_000 }, (_, n) => ({
      id,
      value: { event: "ACCOUNT_VIOLATION", n },
    }));
    const answers = await Promise.all([
      postMeta(ctx, changes),
      postMeta(ctx, changes.toReversed()),
    ]);
    expect(answers.reduce((sum, { stored }) => sum + stored, 0)).toBe(1_000);
    expect(await eventsOf(fresh.db, id)).toHaveLength(1_000);
  });

  it("is refused without a right signature, and nothing of it is kept", async () => {
    const { ctx } = await systemWith(fresh.db);
    const { wabaId: id } = numbers();
    const body = metaBody([{ id, value: { event: "ACCOUNT_DELETED" } }]);
    const sha1 = metaSignature(body).replace("sha256", "sha1");
    for (const signature of [
      null,
      "",
      sha1,
      metaSignature(body, "wrong"),
      metaSignature(`${body} `),
    ])
      await expect(receiveMeta(ctx, { signature, body: Buffer.from(body) })).rejects.toMatchObject({
        code: "unauthenticated",
      });
    expect(await eventsOf(fresh.db, id)).toEqual([]);
  });

  it("is not kept when it is what people write", async () => {
    const { ctx } = await systemWith(fresh.db);
    const { wabaId: id } = numbers();
    const fields = ["messages", "smb_message_echoes", "history", "smb_app_state_sync"];
    const changes = fields.map((field) => ({ id, field, value: { text: "private" } }));
    expect(await postMeta(ctx, changes)).toEqual({ stored: 0 });
    expect(await postMeta(ctx, [...changes, { id, field: "flows", value: {} }])).toEqual({
      stored: 1,
    });
    expect(await eventsOf(fresh.db, id)).toMatchObject([{ kind: "flows" }]);
  });

  it("is kept though PostgreSQL cannot hold all of it", async () => {
    const { ctx } = await systemWith(fresh.db);
    const { wabaId: id } = numbers();
    const value = { a: "x\u0000y", "k\u0000": "\ud800", list: [{ b: "\udc00!" }], ok: "\u{1f600}" };
    const deep = JSON.parse(`${'{"d":'.repeat(1_000)}1${"}".repeat(1_000)}`);
    expect(await postMeta(ctx, [{ id, value }])).toEqual({ stored: 1 });
    expect(await postMeta(ctx, [{ id, field: "deep", value: deep }])).toEqual({ stored: 1 });
    const [first] = await eventsOf(fresh.db, id);
    expect(first?.payload).toEqual({
      a: "x\ufffdy",
      "k\ufffd": "\ufffd",
      list: [{ b: "\ufffd!" }],
      ok: "\u{1f600}",
    });
  });

  it("may be of another object, or nothing at all", async () => {
    const { ctx } = await systemWith(fresh.db);
    for (const body of ['{"object":"page","entry":[]}', "[]", "null", "{}"]) {
      const signature = metaSignature(body);
      expect(await receiveMeta(ctx, { signature, body: Buffer.from(body) })).toEqual({ stored: 0 });
    }
    const signature = metaSignature("{");
    await expect(receiveMeta(ctx, { signature, body: Buffer.from("{") })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("what Bird posts", () => {
  const post = async () => {
    const { ctx, tenant } = await systemWith(fresh.db);
    const workspace = await workspaceOf(ctx, tenant.id);
    const body = channelBody({ id: "ch", updatedAt: "2026-11-22T10:00:00.000Z" });
    return { ctx, tenant, ...workspace, body };
  };

  it("is kept once per delivery, under its tenant", async () => {
    const { ctx, tenant, ...given } = await post();
    const requestId = randomUUID();
    expect(await postBird(ctx, { ...given, requestId })).toEqual({ stored: 1 });
    expect(await postBird(ctx, { ...given, requestId })).toEqual({ stored: 0 });
    const timestamp = Math.floor(Date.now() / 1000) - 20 * 3_600;
    const unnamed = { ...given, requestId: null, timestamp };
    expect(await postBird(ctx, unnamed)).toEqual({ stored: 1 });
    expect(await postBird(ctx, unnamed)).toEqual({ stored: 0 });
    expect(await eventsOf(fresh.db, given.workspaceId)).toMatchObject([
      {
        provider: "bird",
        tenantId: tenant.id,
        kind: "channel.updated",
        dedupeKey: `bird:${requestId}`,
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
