import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { getTranslator } from "@/lib/i18n/translator";
import { APP_ID, graphError } from "@/lib/testing";
import { processWebhooks } from "@/lib/webhooks/process-webhooks";
import {
  connectionOf,
  eventsOf,
  numbers,
  postMeta,
  readConnection,
  systemWith,
} from "@/lib/webhooks/testing";
import { AFTER_GRANT, connected, PARTNER } from "@/lib/webhooks/testing-meta";
import { advanceConnection } from "./advance-connection";
import { connectionWords } from "./connection-words";

const seconds = (iso: string) => Date.parse(iso) / 1000;

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

describe("access that is taken away", () => {
  const dead = graphError(190, 458);

  it.each([
    ["PARTNER_REMOVED", {}, graphError(100, 33), "removed_at_meta"],
    ["PARTNER_APP_UNINSTALLED", { partner_app_id: APP_ID }, dead, "removed_at_meta"],
    ["PARTNER_APP_UNINSTALLED", {}, graphError(200), "removed_at_meta"],
    ["ACCOUNT_DELETED", {}, graphError(100, 33), "deleted_at_meta"],
  ])("%s ends the connection when Graph agrees", async (event, more, answer, reason) => {
    const { tell, removed, read, id, put, ctx, tenant } = await connected(fresh.db, answer);
    const info = { disconnection_info: { reason: "PRIMARY_INACTIVITY", initiated_by: "SYSTEM" } };
    const value = { ...removed(event, more), ...info };
    expect(await tell({ id: PARTNER, value })).toEqual(["processed", "disconnected"]);
    const told = await read();
    expect(told).toMatchObject({ sealedToken: null, sealedPin: "sealed", tokenFingerprint: null });
    expect(connectionWords(told, getTranslator("en")).summary).toContain("November 22, 2026");
    expect(await tell({ id: PARTNER, time: AFTER_GRANT + 1, value })).toEqual([
      "processed",
      "disconnecting",
    ]);
    expect(put).toContainEqual({ queue: "advance_connection", key: id });
    await advanceConnection(ctx, { tenantId: tenant.id, connectionId: id });
    expect(await read()).toMatchObject({
      state: "disconnected",
      disconnectReason: reason,
      disconnectedAt: new Date("2026-11-22T10:05:00Z"),
      sealedToken: null,
      sealedPin: "sealed",
      tokenFingerprint: null,
      notices: { removed: { event, reason: "PRIMARY_INACTIVITY", initiatedBy: "SYSTEM" } },
    });
    const rows = await fresh.db.select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(rows).toMatchObject([
      { action: "connection.access_lost", detail: { reason } },
      { action: "connection.disconnected", detail: { reason, at: "2026-11-22T10:05:00.000Z" } },
    ]);
    expect(await tell({ id: PARTNER, time: AFTER_GRANT + 2, value })).toEqual([
      "unmatched",
      "no connection",
    ]);
  });

  it("is another partner's when the token still reaches the account", async () => {
    const own = await connected(fresh.db, { body: { id: "1", name: "Harbor" } });
    const value = own.removed("PARTNER_REMOVED");
    expect(await own.tell({ id: PARTNER, value })).toEqual(["processed", "still shared"]);
    const row = await own.read();
    expect(row).toMatchObject({ state: "connected", notices: { partner_removed: {} } });
    expect(row.sealedToken).not.toBeNull();
  });

  it("is asked about again while Meta does not answer, and proven by no other refusal", async () => {
    const away = await connected(fresh.db, graphError(2));
    const value = away.removed("PARTNER_REMOVED");
    expect(await away.tell({ id: PARTNER, value })).toEqual(["received", "Meta did not answer"]);
    expect(await away.read()).toMatchObject({ state: "connected", version: 1 });
    const odd = await connected(fresh.db, graphError(100, 1, "Invalid appsecret_proof"));
    expect(await odd.tell({ id: PARTNER, value: odd.removed("PARTNER_REMOVED") })).toEqual([
      "processed",
      "unclear",
    ]);
    expect((await odd.read()).state).toBe("connected");
  });

  it("was before the present grant, to the second, and means nothing then", async () => {
    const { tell, removed, read, graph } = await connected(fresh.db);
    const value = removed("PARTNER_REMOVED");
    const before = seconds("2026-11-22T09:59:59Z");
    expect(await tell({ id: PARTNER, value, time: before })).toEqual(["ignored", "stale"]);
    expect(graph.calls).toEqual([]);
    const same = seconds("2026-11-22T10:00:00Z");
    expect(await tell({ id: PARTNER, value, time: same })).toEqual(["processed", "disconnected"]);
    expect((await read()).disconnectReason).toBe("removed_at_meta");
  });

  it("waits for a disconnection of our own", async () => {
    const own = numbers();
    const { ctx, tenant } = await systemWith(fresh.db);
    const { id } = await connectionOf(ctx, tenant.id, {
      ...own,
      disconnectRequestedAt: new Date(),
    });
    await postMeta(ctx, [
      { id: own.wabaId, time: AFTER_GRANT, value: { event: "ACCOUNT_DELETED" } },
    ]);
    await processWebhooks(ctx);
    expect(await eventsOf(fresh.db, own.wabaId)).toMatchObject([{ result: "disconnecting" }]);
    expect((await readConnection(fresh.db, id)).state).toBe("connected");
  });

  it("names its account in an older shape too", async () => {
    const { tell, phoneNumber } = await connected(fresh.db);
    const value = { phone_number: phoneNumber.slice(1), event: "PARTNER_REMOVED" };
    expect(await tell({ value })).toEqual(["processed", "disconnected"]);
  });

  it("is Bird's when the app is another one", async () => {
    const { tell, removed, read } = await connected(fresh.db);
    const uninstalled = removed("PARTNER_APP_UNINSTALLED", { partner_app_id: "869361281603019" });
    expect(await tell({ id: PARTNER, value: uninstalled })).toEqual(["processed", "bird_access"]);
    expect(await read()).toMatchObject({
      state: "connected",
      notices: { bird_access: { isLost: true, appId: "869361281603019" } },
    });
    const installed = removed("PARTNER_APP_INSTALLED", { partner_app_id: "869361281603019" });
    await tell({ id: PARTNER, value: installed, time: AFTER_GRANT + 1 });
    expect((await read()).notices.bird_access).toMatchObject({ isLost: false });
  });
});
