import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findWebhookEvent, requeueUnmatched } from "@/db/queries/webhook-events";
import { auditLog, connectionSteps, connections, webhookEvents } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Context, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { processWebhooks } from "./process-webhooks";
import { replayWebhookEvent } from "./replay-webhook-event";
import { startProcessing } from "./start-processing";
import {
  channelBody,
  connectionOf,
  eventsOf,
  numbers,
  postBird,
  postMeta,
  readConnection,
  systemWith,
  workspaceOf,
} from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const violation = (id: string, n = 0) => ({ id, value: { event: "ACCOUNT_VIOLATION", n } });
const later = (ctx: Context, ms: number): Context => ({
  ...ctx,
  now: () => new Date(Date.now() + ms),
});

describe("working through events", () => {
  it("ends each one once, whoever works beside", async () => {
    const { ctx } = await systemWith(fresh.db);
    const { wabaId: id } = numbers();
    await postMeta(
      ctx,
      Array.from({ length: 120 }, (_, n) => violation(id, n)),
    );
    const passes = await Promise.all([1, 2, 3].map(() => processWebhooks(ctx)));
    expect(passes.reduce((sum, { handled }) => sum + handled, 0)).toBe(120);
    for (const row of await eventsOf(fresh.db, id)) {
      expect(row).toMatchObject({ state: "unmatched", attempts: 1, leaseUntil: null });
      expect(row.processedAt).not.toBeNull();
    }
  });

  it("keeps what it does not know as ignored", async () => {
    const { ctx } = await systemWith(fresh.db);
    const { wabaId: id } = numbers();
    await postMeta(ctx, [
      { id, field: "flows", value: {} },
      { id, value: { event: "AD_ACCOUNT_LINKED" } },
    ]);
    await processWebhooks(ctx);
    const found = (await eventsOf(fresh.db, id)).map(({ state, result }) => [state, result]);
    expect(found).toEqual([
      ["ignored", "unknown field"],
      ["ignored", "unknown event AD_ACCOUNT_LINKED"],
    ]);
  });

  it("is not stopped by one that fails, and gives that one up in the end", async () => {
    const { ctx, tenant } = await systemWith(fresh.db);
    const { wabaId, id } = await connectionOf(ctx, tenant.id, { sealedToken: "not sealed" });
    await postMeta(ctx, [{ id: wabaId, value: { event: "ACCOUNT_DELETED" } }]);
    await postMeta(ctx, [violation(wabaId)]);
    await processWebhooks(ctx);
    const [poison, after] = await eventsOf(fresh.db, wabaId);
    expect(poison).toMatchObject({ state: "received", attempts: 1, result: "error" });
    expect(poison?.notBefore?.getTime()).toBeGreaterThan(Date.now());
    expect(after).toMatchObject({ state: "processed", result: "violation", connectionId: id });
    expect(await processWebhooks(ctx)).toEqual({ handled: 0 });
    for (let hour = 1; hour < 10; hour += 1) await processWebhooks(later(ctx, hour * 3_600_000));
    expect(await findWebhookEvent(fresh.db, poison?.id ?? "")).toMatchObject({
      state: "failed",
      attempts: 10,
    });
    expect((await readConnection(fresh.db, id)).state).toBe("connected");
  });

  it("takes over from a process that died", async () => {
    const { ctx } = await systemWith(fresh.db);
    const { wabaId: id } = numbers();
    await postMeta(ctx, [violation(id)]);
    const leaseUntil = new Date(Date.now() + 60_000);
    await fresh.db.update(webhookEvents).set({ leaseUntil }).where(eq(webhookEvents.sourceId, id));
    await processWebhooks(ctx);
    expect(await eventsOf(fresh.db, id)).toMatchObject([{ state: "received", attempts: 0 }]);
    await processWebhooks(later(ctx, 61_000));
    expect(await eventsOf(fresh.db, id)).toMatchObject([{ state: "unmatched", attempts: 1 }]);
  });

  it("does one pass at a time in a process, and another for who asked meanwhile", async () => {
    const { ctx } = await systemWith(fresh.db);
    const { wabaId: id } = numbers();
    const running: Promise<unknown>[] = [];
    const jobs: Context["jobs"] = { ...ctx.jobs, soon: (_, work) => void running.push(work()) };
    await postMeta(ctx, [violation(id)]);
    startProcessing({ ...ctx, jobs });
    await postMeta(ctx, [violation(id, 1)]);
    startProcessing({ ...ctx, jobs });
    await Promise.all(running);
    expect((await eventsOf(fresh.db, id)).map(({ state }) => state)).toEqual([
      "unmatched",
      "unmatched",
    ]);
  });
});

describe("an event that comes before its connector is known", () => {
  it("is held, and done when the connector is", async () => {
    const { ctx, tenant, put } = await systemWith(fresh.db);
    const workspace = await workspaceOf(ctx, tenant.id);
    const connectorId = newId();
    const channel = { id: newId(), connectorId, status: "active" };
    const body = channelBody({ ...channel, updatedAt: "2026-11-22T10:00:00.000Z" });
    await postBird(ctx, { ...workspace, body });
    await processWebhooks(ctx);
    expect(await eventsOf(fresh.db, workspace.workspaceId)).toMatchObject([{ state: "unmatched" }]);
    const { id: connectionId } = await connectionOf(ctx, tenant.id, {
      state: "provisioning",
      connectorId,
    });
    await fresh.db.insert(connectionSteps).values({
      tenantId: tenant.id,
      connectionId,
      step: "await_channel",
      state: "blocked",
      failureCode: "channel_late",
    });
    expect(await fresh.db.transaction((tx) => requeueUnmatched(tx, workspace.workspaceId))).toBe(1);
    await processWebhooks(ctx);
    expect(await eventsOf(fresh.db, workspace.workspaceId)).toMatchObject([
      { state: "processed", result: "channel active", connectionId, attempts: 1 },
    ]);
    expect(await readConnection(fresh.db, connectionId)).toMatchObject({
      channelId: channel.id,
      channelStatus: "active",
      state: "provisioning",
    });
    const [step] = await fresh.db
      .select()
      .from(connectionSteps)
      .where(eq(connectionSteps.connectionId, connectionId));
    expect(step).toMatchObject({ state: "waiting", failureCode: null, notBefore: null });
    expect(put).toEqual([{ queue: "advance_connection", key: connectionId }]);
  });

  it("is not held for ever when the connector becomes known at that moment", async () => {
    const { ctx, tenant } = await systemWith(fresh.db);
    const workspace = await workspaceOf(ctx, tenant.id);
    const connectorId = newId();
    const { id } = await connectionOf(ctx, tenant.id, { state: "provisioning" });
    const body = channelBody({ id: newId(), connectorId, status: "active" });
    await postBird(ctx, { ...workspace, body });
    let processing: Promise<unknown> | undefined;
    await fresh.db.transaction(async (tx) => {
      await tx.update(connections).set({ connectorId }).where(eq(connections.id, id));
      await requeueUnmatched(tx, workspace.workspaceId);
      processing = processWebhooks(ctx);
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    await processing;
    expect(await eventsOf(fresh.db, workspace.workspaceId)).toMatchObject([
      { state: "processed", connectionId: id },
    ]);
  });

  it("is not held for another tenant's connection", async () => {
    const { ctx, tenant } = await systemWith(fresh.db);
    const other = await systemWith(fresh.db);
    const connectorId = newId();
    const { id } = await connectionOf(other.ctx, other.tenant.id, { connectorId });
    const workspace = await workspaceOf(ctx, tenant.id);
    const body = channelBody({ id: newId(), connectorId, status: "inactive" });
    await postBird(ctx, { ...workspace, body });
    await processWebhooks(ctx);
    expect(await eventsOf(fresh.db, workspace.workspaceId)).toMatchObject([{ state: "unmatched" }]);
    expect((await readConnection(fresh.db, id)).channelStatus).toBeNull();
  });
});

describe("replaying an event", () => {
  const operator = (ctx: Context, role: Operator["role"]): Context<Operator> => ({
    ...ctx,
    actor: { kind: "operator", userId: newId(), role, sessionId: "test" },
  });

  it("has it done once more, and says who wanted it", async () => {
    const { ctx, tenant } = await systemWith(fresh.db);
    const { wabaId, phoneNumberId, phoneNumber } = numbers();
    await postMeta(ctx, [violation(wabaId)]);
    await processWebhooks(ctx);
    const [event] = await eventsOf(fresh.db, wabaId);
    const eventId = event?.id ?? "";
    await expect(replayWebhookEvent(operator(ctx, "viewer"), { eventId })).rejects.toMatchObject({
      code: "forbidden",
    });
    await connectionOf(ctx, tenant.id, { wabaId, phoneNumberId, phoneNumber });
    await replayWebhookEvent(operator(ctx, "admin"), { eventId });
    await replayWebhookEvent(operator(ctx, "owner"), { eventId });
    await processWebhooks(ctx);
    expect(await findWebhookEvent(fresh.db, eventId)).toMatchObject({
      state: "processed",
      tenantId: tenant.id,
      replayedAt: expect.any(Date),
    });
    const rows = await fresh.db.select().from(auditLog).where(eq(auditLog.subjectId, eventId));
    expect(rows).toMatchObject([{ action: "webhook_event.replayed", actorKind: "operator" }]);
    await expect(
      replayWebhookEvent(operator(ctx, "owner"), { eventId: newId() }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
