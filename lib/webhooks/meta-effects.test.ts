import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog, shares } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { APP_ID, BUSINESS, type FakeAnswer, graphError } from "@/lib/testing";
import { processWebhooks } from "./process-webhooks";
import {
  connectionOf,
  eventsOf,
  type MetaChange,
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

const PARTNER = "2949482758682047";
const seconds = (iso: string) => Date.parse(iso) / 1000;
const AFTER_GRANT = seconds("2026-11-22T10:05:00Z");

/** A connection whose account Graph answers for as told. */
async function connected(answer: FakeAnswer = graphError(100, 33)) {
  const own = numbers();
  const made = await systemWith(fresh.db, { meta: { [`GET /${own.wabaId}`]: answer } });
  const { id } = await connectionOf(made.ctx, made.tenant.id, { ...own, sealedPin: "sealed" });
  const tell = async (change: Partial<MetaChange> & { value: object }) => {
    await postMeta(made.ctx, [{ id: own.wabaId, time: AFTER_GRANT, ...change }]);
    await processWebhooks(made.ctx);
    const events = await eventsOf(fresh.db, change.id ?? own.wabaId);
    const event = events.at(-1);
    return [event?.state, event?.result];
  };
  const removed = (event: string, more: object = {}) => ({
    event,
    waba_info: { waba_id: own.wabaId, owner_business_id: BUSINESS, ...more },
  });
  return { ...made, ...own, id, tell, removed, read: () => readConnection(fresh.db, id) };
}

describe("news of an account", () => {
  it.each([
    [
      "account_update",
      {
        event: "ACCOUNT_RESTRICTION",
        restriction_info: [{ restriction_type: "R", expiration: 7 }],
      },
      "restriction",
      { restrictions: [{ type: "R", expiration: "7" }] },
    ],
    [
      "account_update",
      { event: "ACCOUNT_VIOLATION", violation_info: { violation_type: "ADULT" } },
      "violation",
      { type: "ADULT" },
    ],
    [
      "account_update",
      {
        event: "DISABLED_UPDATE",
        ban_info: { waba_ban_state: "DISABLE", waba_ban_date: "April 17, 2025" },
      },
      "ban",
      { state: "DISABLE", date: "April 17, 2025" },
    ],
    ["account_update", { event: "ACCOUNT_OFFBOARDED" }, "offboarded", { isOffboarded: true }],
    ["account_review_update", { decision: "REJECTED" }, "review", { decision: "REJECTED" }],
    [
      "business_capability_update",
      { max_daily_conversations_per_business: 2000, max_phone_numbers_per_waba: 25 },
      "capability",
      { dailyConversationsMax: "2000", numbersMax: "25" },
    ],
    [
      "account_alerts",
      { alert_info: { alert_type: "T", alert_severity: "WARNING" } },
      "alert",
      { type: "T", severity: "WARNING" },
    ],
  ])("%s is noted, and its health read soon: %o", async (field, value, kind, facts) => {
    const { tell, read } = await connected();
    expect(await tell({ field, value })).toEqual(["processed", kind]);
    const row = await read();
    expect(row).toMatchObject({ state: "connected", version: 2 });
    expect(row.notices[kind]).toEqual({ at: "2026-11-22T10:05:00.000Z", ...facts });
    expect(row.healthDueAt).not.toBeNull();
  });

  it.each([
    [
      "phone_number_name_update",
      { decision: "APPROVED", requested_verified_name: "Caf\u00e9" },
      "name",
    ],
    ["phone_number_quality_update", { event: "FLAGGED", current_limit: "TIER_1K" }, "quality"],
    ["security", { event: "PIN_CHANGED", requester: "61555822107539" }, "security"],
  ])("%s concerns one number of the account", async (field, value, kind) => {
    const { ctx, tenant, tell, read, wabaId, phoneNumber } = await connected();
    const { id: otherId } = await connectionOf(ctx, tenant.id, { ...numbers(), wabaId });
    const digits = phoneNumber.slice(1);
    expect(await tell({ field, value: { ...value, display_phone_number: digits } })).toEqual([
      "processed",
      kind,
    ]);
    expect(Object.keys((await read()).notices)).toEqual([kind]);
    expect(JSON.stringify((await read()).notices)).not.toContain("61555822107539");
    expect((await readConnection(fresh.db, otherId)).notices).toEqual({});
    expect(await tell({ field, value: { ...value, display_phone_number: "15550000000" } })).toEqual(
      ["unmatched", "no connection"],
    );
  });

  it("never replaces newer news of its kind", async () => {
    const { tell, read } = await connected();
    await tell({ value: { event: "ACCOUNT_RECONNECTED" } });
    const late = { time: AFTER_GRANT - 60, value: { event: "ACCOUNT_OFFBOARDED" } };
    expect(await tell(late)).toEqual(["ignored", "stale"]);
    expect((await read()).notices.offboarded).toMatchObject({ isOffboarded: false });
    await tell({ time: AFTER_GRANT + 60, value: { event: "ACCOUNT_OFFBOARDED" } });
    expect((await read()).notices.offboarded).toMatchObject({ isOffboarded: true });
  });

  it("reaches every tenant's connection of the account that holds a number", async () => {
    const { ctx, tell, wabaId, read } = await connected();
    const other = await systemWith(fresh.db);
    const shared = await connectionOf(other.ctx, other.tenant.id, { ...numbers(), wabaId });
    const over = await connectionOf(ctx, other.tenant.id, {
      ...numbers(),
      wabaId,
      state: "disconnected",
    });
    await tell({ field: "account_review_update", value: { decision: "APPROVED" } });
    expect((await read()).notices.review).toBeDefined();
    expect((await readConnection(fresh.db, shared.id)).notices.review).toBeDefined();
    expect((await readConnection(fresh.db, over.id)).notices).toEqual({});
    const [event] = await eventsOf(fresh.db, wabaId);
    expect(event).toMatchObject({ tenantId: null, connectionId: null });
  });
});

describe("access that is taken away", () => {
  const dead = graphError(190, 458);

  it.each([
    ["PARTNER_REMOVED", {}, graphError(100, 33), "removed_at_meta"],
    ["PARTNER_APP_UNINSTALLED", { partner_app_id: APP_ID }, dead, "removed_at_meta"],
    ["PARTNER_APP_UNINSTALLED", {}, graphError(200), "removed_at_meta"],
    ["ACCOUNT_DELETED", {}, graphError(100, 33), "deleted_at_meta"],
  ])("%s ends the connection when Graph agrees", async (event, more, answer, reason) => {
    const { tell, removed, read, id } = await connected(answer);
    const info = { disconnection_info: { reason: "PRIMARY_INACTIVITY", initiated_by: "SYSTEM" } };
    const value = { ...removed(event, more), ...info };
    expect(await tell({ id: PARTNER, value })).toEqual(["processed", "disconnected"]);
    expect(await read()).toMatchObject({
      state: "disconnected",
      disconnectReason: reason,
      disconnectedAt: new Date("2026-11-22T10:05:00Z"),
      sealedToken: null,
      sealedPin: null,
      tokenFingerprint: null,
      notices: { removed: { event, reason: "PRIMARY_INACTIVITY", initiatedBy: "SYSTEM" } },
    });
    const rows = await fresh.db.select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(rows).toMatchObject([{ action: "connection.disconnected", detail: { reason } }]);
    expect(await tell({ id: PARTNER, time: AFTER_GRANT + 1, value })).toEqual([
      "unmatched",
      "no connection",
    ]);
  });

  it("is another partner's when the token still reaches the account", async () => {
    const own = await connected({ body: { id: "1", name: "Harbor" } });
    const value = own.removed("PARTNER_REMOVED");
    expect(await own.tell({ id: PARTNER, value })).toEqual(["processed", "still shared"]);
    const row = await own.read();
    expect(row).toMatchObject({ state: "connected", notices: { partner_removed: {} } });
    expect(row.sealedToken).not.toBeNull();
  });

  it("is asked about again while Meta does not answer, and proven by no other refusal", async () => {
    const away = await connected(graphError(2));
    const value = away.removed("PARTNER_REMOVED");
    expect(await away.tell({ id: PARTNER, value })).toEqual(["received", "Meta did not answer"]);
    expect(await away.read()).toMatchObject({ state: "connected", version: 1 });
    const odd = await connected(graphError(100, 1, "Invalid appsecret_proof"));
    expect(await odd.tell({ id: PARTNER, value: odd.removed("PARTNER_REMOVED") })).toEqual([
      "processed",
      "unclear",
    ]);
    expect((await odd.read()).state).toBe("connected");
  });

  it("was before the present grant, to the second, and means nothing then", async () => {
    const { tell, removed, read, graph } = await connected();
    const value = removed("PARTNER_REMOVED");
    const before = seconds("2026-11-22T09:59:59Z");
    expect(await tell({ id: PARTNER, value, time: before })).toEqual(["ignored", "stale"]);
    expect(graph.calls).toEqual([]);
    const same = seconds("2026-11-22T10:00:00Z");
    expect(await tell({ id: PARTNER, value, time: same })).toEqual(["processed", "disconnected"]);
    expect((await read()).state).toBe("disconnected");
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
    const { tell, phoneNumber } = await connected();
    const value = { phone_number: phoneNumber.slice(1), event: "PARTNER_REMOVED" };
    expect(await tell({ value })).toEqual(["processed", "disconnected"]);
  });

  it("is Bird's when the app is another one", async () => {
    const { tell, removed, read } = await connected();
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

describe("an account that is shared", () => {
  it("is kept once to be looked into, unless a connection has it", async () => {
    const { ctx, put } = await systemWith(fresh.db);
    const { wabaId } = numbers();
    const added = (event: string, time = AFTER_GRANT) => ({
      id: PARTNER,
      time,
      value: { event, waba_info: { waba_id: wabaId, owner_business_id: BUSINESS } },
    });
    await postMeta(ctx, [added("PARTNER_ADDED"), added("PARTNER_APP_INSTALLED")]);
    await processWebhooks(ctx);
    const found = () => fresh.db.select().from(shares).where(eq(shares.wabaId, wabaId));
    expect(await found()).toMatchObject([
      {
        source: "webhook",
        state: "found",
        ownerBusinessId: BUSINESS,
        sharedAt: new Date(AFTER_GRANT * 1000),
      },
    ]);
    expect(put).toEqual([{ queue: "resolve_shares", key: "due" }]);
    const known = await connected();
    const value = known.removed("PARTNER_ADDED");
    expect(await known.tell({ id: PARTNER, value })).toEqual(["processed", "known"]);
  });
});
