import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Scope } from "@/lib/api-keys/states";
import { getTranslator } from "@/lib/i18n/translator";
import { newId } from "@/lib/ids";
import { memberContext } from "@/lib/testing";
import { connectionOf, readConnection } from "@/lib/webhooks/testing";
import { sendTestMessage } from "./send-test-message";
import { takeTestTurn } from "./take-test-turn";
import { keepTestMessage, toTestMessage } from "./test-message";
import { toTestMessageView } from "./to-test-view";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const HOUR_MS = 3_600_000;

/** A connected number whose messages Bird takes, and a way to have some sent before. */
async function connected(change: Parameters<typeof connectionOf>[2] = {}) {
  const workspaceId = newId();
  const messages = `POST /workspaces/${workspaceId}/channels/channel/messages`;
  const { ctx, tenant, birdApi } = await memberContext(fresh.db, {
    workspaceId,
    bird: { [messages]: { body: { id: newId(), status: "accepted" } } },
  });
  const { id } = await connectionOf(ctx, tenant.id, { channelId: "channel", ...change });
  const sent = async (count: number, agoMs: number, subjectId = id) => {
    const row = {
      tenantId: tenant.id,
      actorKind: "member" as const,
      action: "connection.test_sent",
      subjectId,
      createdAt: new Date(Date.now() - agoMs),
    };
    await fresh.db.insert(auditLog).values(Array.from({ length: count }, () => ({ ...row })));
  };
  const send = () => sendTestMessage(ctx, { connectionId: id, to: "+31612345678" });
  const sendByKey = (scopes: Scope[], tenantId: string | undefined = tenant.id) => {
    const actor = { kind: "api_key" as const, keyId: newId(), scopes };
    return sendTestMessage({ ...ctx, actor }, { connectionId: id, tenantId, to: "+31612345678" });
  };
  return { sendByKey, id, sent, send, birdCalls: birdApi.calls };
}

describe("a test message", () => {
  it("is sent up to twenty times a day from one number", async () => {
    const { sent, send, id, birdCalls } = await connected();
    await sent(19, HOUR_MS);
    await sent(5, 25 * HOUR_MS);
    expect(await send()).toEqual({ status: "accepted" });
    const refused = await connected();
    await refused.sent(20, HOUR_MS);
    await expect(refused.send()).rejects.toMatchObject({
      code: "too_many_requests",
      message: expect.stringContaining("20 test messages"),
    });
    expect(refused.birdCalls).toEqual([]);
    expect(birdCalls).toHaveLength(1);
    expect((await readConnection(fresh.db, id)).testMessage).toMatchObject({ status: "accepted" });
  });

  it("is sent for a key with the scope that names the tenant, and for no other", async () => {
    const { sendByKey, birdCalls } = await connected();
    await expect(sendByKey(["connections:read"])).rejects.toMatchObject({ code: "forbidden" });
    await expect(sendByKey(["connections:write"], newId())).rejects.toMatchObject({
      code: "not_found",
    });
    expect(birdCalls).toEqual([]);
    expect(await sendByKey(["connections:write"])).toEqual({ status: "accepted" });
  });

  it("is sent up to a hundred times a day from all numbers of a customer", async () => {
    const { sent, send, birdCalls } = await connected();
    await sent(100, HOUR_MS, newId());
    await expect(send()).rejects.toMatchObject({
      code: "too_many_requests",
      message: expect.stringContaining("100 test messages"),
    });
    expect(birdCalls).toEqual([]);
  });

  it("is not sent from a number that is being disconnected", async () => {
    const { send, birdCalls } = await connected({ disconnectRequestedAt: new Date() });
    await expect(send()).rejects.toMatchObject({ code: "conflict" });
    expect(birdCalls).toEqual([]);
  });

  it("is not overwritten by what becomes of an older one", async () => {
    const { ctx, tenant } = await memberContext(fresh.db);
    const connection = await connectionOf(ctx, tenant.id, { channelId: "channel" });
    const key = { tenantId: tenant.id, connectionId: connection.id };
    const at = (ms: number) => ({ ...ctx, now: () => new Date(ms) });
    const kept = async () => (await readConnection(fresh.db, connection.id)).testMessage;
    const receiver = "+31612345678";
    const message = (status: string) => ({
      id: "first",
      status,
      failureCode: undefined,
      failureSourceCode: undefined,
      reason: undefined,
    });
    const { sentAt } = await takeTestTurn(at(0), key);
    const keep = (status: string) =>
      keepTestMessage(ctx, connection, toTestMessage(ctx, message(status), { receiver, sentAt }));
    await keep("accepted");
    expect(await kept()).toMatchObject({ id: "first", status: "accepted", sentAt });
    const newer = await takeTestTurn(at(20_000), key);
    await keep("delivered");
    expect(await kept()).toMatchObject({ id: "", status: "sending", sentAt: newer.sentAt });
  });

  it("is under way for two minutes and not known after them", () => {
    const at = "2026-11-22T10:00:00Z";
    const view = (status: string, afterMs: number) =>
      toTestMessageView(
        { id: "", to: "+31…78", status, sentAt: at, checkedAt: at },
        getTranslator("en"),
        new Date(Date.parse(at) + afterMs),
      );
    expect(view("sending", 60_000)).toMatchObject({ isUnderWay: true, sentence: "Sending it…" });
    expect(view("sending", 121_000)).toMatchObject({
      isUnderWay: false,
      isFailed: false,
      sentence: expect.stringContaining("could not find out"),
    });
    expect(view("accepted", 121_000)).toMatchObject({
      isUnderWay: false,
      sentence: "On its way to +31…78.",
    });
    expect(view("delivered", 121_000).sentence).toContain("Delivered");
  });
});
