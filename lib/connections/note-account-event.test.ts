import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDb } from "@/db/testing";
import {
  connectionOf,
  eventsOf,
  numbers,
  readConnection,
  systemWith,
} from "@/lib/webhooks/testing";
import { AFTER_GRANT, connected } from "@/lib/webhooks/testing-meta";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

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
    const { tell, read } = await connected(fresh.db);
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
    const { ctx, tenant, tell, read, wabaId, phoneNumber } = await connected(fresh.db);
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
    const { tell, read } = await connected(fresh.db);
    await tell({ value: { event: "ACCOUNT_RECONNECTED" } });
    const late = { time: AFTER_GRANT - 60, value: { event: "ACCOUNT_OFFBOARDED" } };
    expect(await tell(late)).toEqual(["ignored", "stale"]);
    expect((await read()).notices.offboarded).toMatchObject({ isOffboarded: false });
    await tell({ time: AFTER_GRANT + 60, value: { event: "ACCOUNT_OFFBOARDED" } });
    expect((await read()).notices.offboarded).toMatchObject({ isOffboarded: true });
  });

  it("is old when it tells of an access that was granted anew since", async () => {
    const { tell, read, removed } = await connected(fresh.db);
    const before = { time: AFTER_GRANT - 600 };
    const uninstalled = removed("PARTNER_APP_UNINSTALLED", { partner_app_id: "1" });
    for (const value of [{ event: "ACCOUNT_OFFBOARDED" }, uninstalled])
      expect(await tell({ ...before, value })).toEqual(["ignored", "stale"]);
    expect((await read()).notices).toEqual({});
    await tell({ ...before, field: "account_review_update", value: { decision: "APPROVED" } });
    expect((await read()).notices.review).toBeDefined();
  });

  it("reaches every tenant's connection of the account that holds a number", async () => {
    const { ctx, tell, wabaId, read } = await connected(fresh.db);
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
