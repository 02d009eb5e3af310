import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDb } from "@/db/testing";
import { processWebhooks } from "./process-webhooks";
import { receiveMeta } from "./receive-meta";
import {
  connectionOf,
  eventsOf,
  metaBody,
  metaSignature,
  numbers,
  postMeta,
  readConnection,
  systemWith,
} from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

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

  it("is kept when it is of another object, but deals with nothing, and is no message either", async () => {
    const { ctx, tenant } = await systemWith(fresh.db);
    const { id: connectionId, wabaId } = await connectionOf(ctx, tenant.id);
    const value = { event: "ACCOUNT_DELETED" };
    const changes = [
      { field: "account_update", value },
      { field: "messages", value: { text: "private" } },
    ];
    const entry = [{ id: wabaId, time: 1_800_000_000, changes }];
    const body = JSON.stringify({ object: "whatsapp_account", entry });
    const post = () =>
      receiveMeta(ctx, { signature: metaSignature(body), body: Buffer.from(body) });
    expect(await post()).toEqual({ stored: 1 });
    expect(await post()).toEqual({ stored: 0 });
    await processWebhooks(ctx);
    expect(await eventsOf(fresh.db, wabaId ?? "")).toMatchObject([
      {
        kind: "whatsapp_account.account_update",
        payload: value,
        state: "ignored",
        result: "unknown field",
      },
    ]);
    expect(await readConnection(fresh.db, connectionId)).toMatchObject({ state: "connected" });
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
