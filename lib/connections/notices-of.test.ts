import { describe, expect, it } from "vitest";
import { getTranslator } from "@/lib/i18n/translator";
import { type NoticeFacts, noticesOf } from "./notices-of";

const t = getTranslator("en");
const NOW = new Date("2026-11-22T12:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const unix = (date: Date) => Math.floor(date.getTime() / 1_000);

const GOOD: NoticeFacts = {
  health: {
    status: "CONNECTED",
    qualityRating: "GREEN",
    nameStatus: "APPROVED",
    accountReviewStatus: "APPROVED",
    canSend: "AVAILABLE",
    problems: [],
    channelStatus: "active",
  },
  healthCheckedAt: inDays(-1),
  notices: {},
  tokenExpiresAt: null,
};

const told = (change: Partial<NoticeFacts>) => noticesOf({ ...GOOD, ...change }, NOW, t);
const healthy = (change: NoticeFacts["health"]) => told({ health: { ...GOOD.health, ...change } });
const news = (...values: Record<string, unknown>[]) =>
  told({
    notices: Object.fromEntries(
      values.map((value, index) => [
        String(value.key ?? value.event ?? index),
        { at: inDays(-0.5).toISOString(), ...value },
      ]),
    ),
  });
const idsOf = (notices: ReturnType<typeof told>) => notices.map(({ id }) => id);

describe("the notices of a connected number", () => {
  it("has none for a number that is well, or that nobody has looked at yet", () => {
    expect(told({})).toEqual([]);
    expect(told({ health: null, healthCheckedAt: null })).toEqual([]);
    expect(healthy({ qualityRating: "UNKNOWN", channelStatus: "", status: "PENDING" })).toEqual([]);
  });

  it.each(["PENDING_REVIEW", "NONE"])("calls a name in review in order: %s", (nameStatus) => {
    const text = "Your display name has not been approved yet. Your message limit will increase.";
    const notices = healthy({
      nameStatus,
      canSend: "LIMITED",
      problems: [{ entity: "PHONE_NUMBER", text }],
    });
    expect(notices).toMatchObject([{ id: "name_review", tone: "info" }]);
    expect(notices[0]?.text).toMatch(/works already/);
  });

  it("calls an account in review and a business to verify in order too", () => {
    const problems = [{ entity: "BUSINESS", code: 141010, text: "The business is not verified." }];
    const notices = healthy({ accountReviewStatus: "PENDING", canSend: "LIMITED", problems });
    expect(idsOf(notices)).toEqual(["account_review", "unverified"]);
    expect(notices.every(({ tone }) => tone === "info")).toBe(true);
  });

  it("says why a name was declined, and believes newer news more than an older look", () => {
    const key = "phone_number_name_update";
    const rejected = { key, decision: "REJECTED", rejection_reason: "NAME_FORMAT_UNACCEPTABLE" };
    expect(news(rejected)).toMatchObject([{ id: "name_declined", tone: "warning" }]);
    expect(news(rejected)[0]?.text).toMatch(/the way the name is written/);
    expect(news({ ...rejected, at: inDays(-2).toISOString() })).toEqual([]);
    const inReview = { ...GOOD.health, nameStatus: "PENDING_REVIEW" };
    const approved = { [key]: { at: inDays(-0.5).toISOString(), decision: "APPROVED" } };
    expect(told({ health: inReview, notices: approved })).toEqual([]);
    const unknown = { ...rejected, rejection_reason: "SOMETHING_NEW" };
    expect(news(unknown)[0]?.text).toMatch(/no exact reason/);
  });

  it.each([
    ["RED", "quality_red"],
    ["YELLOW", "quality_yellow"],
  ])("warns of quality %s", (qualityRating, id) => {
    expect(healthy({ qualityRating })).toMatchObject([{ id, tone: "warning" }]);
  });

  it("quotes a state that it does not know", () => {
    expect(healthy({ status: "FROZEN" })[0]).toMatchObject({
      id: "status_other",
      text: expect.stringContaining("FROZEN"),
    });
    expect(healthy({ channelStatus: "error" })[0]?.text).toContain("error");
  });

  it("knows a payment problem, and shows any other problem in Meta's words", () => {
    const payment = { entity: "WABA", code: 141006, text: "There is an error.", solution: "Pay." };
    const other = { entity: "APP", code: 149999, text: "A new thing.", solution: "Do this." };
    const notices = healthy({ canSend: "BLOCKED", problems: [payment, other] });
    expect(idsOf(notices)).toEqual(["payment", "problem"]);
    expect(notices[1]?.text).toBe("A new thing. Do this.");
    expect(idsOf(healthy({ canSend: "BLOCKED" }))).toEqual(["blocked"]);
  });

  it("tells of a restriction until its day, and of one that it does not know", () => {
    const restriction = (restriction_type: string, expiration?: number) => ({
      event: "ACCOUNT_RESTRICTION",
      restriction_info: [{ restriction_type, expiration }],
    });
    const until = unix(inDays(5));
    const notices = news(restriction("RESTRICTED_BIZ_INITIATED_MESSAGING", until));
    expect(notices[0]?.title).toContain("November 27, 2026");
    expect(news(restriction("RESTRICTED_BIZ_INITIATED_MESSAGING", unix(inDays(-1))))).toEqual([]);
    expect(news(restriction("RESTRICTED_TELEPATHY"))[0]?.text).toContain("RESTRICTED_TELEPATHY");
  });

  it("tells of a ban until it is lifted, and of a violation for a month", () => {
    const ban = (waba_ban_state: string) => ({
      event: "DISABLED_UPDATE",
      ban_info: { waba_ban_state, waba_ban_date: "April 17, 2027" },
    });
    expect(news(ban("SCHEDULE_FOR_DISABLE"))[0]?.title).toContain("April 17, 2027");
    expect(idsOf(news(ban("DISABLE")))).toEqual(["banned"]);
    expect(news(ban("REINSTATE"))).toEqual([]);
    const violation = { event: "ACCOUNT_VIOLATION", violation_info: { violation_type: "ADULT" } };
    expect(news(violation)[0]?.text).toContain("ADULT");
    expect(news({ ...violation, at: inDays(-40).toISOString() })).toEqual([]);
  });

  it("tells of a phone that went away until it is back, and of Bird's lost access", () => {
    const away = { event: "ACCOUNT_OFFBOARDED" };
    expect(idsOf(news(away))).toEqual(["offboarded"]);
    expect(news(away, { event: "ACCOUNT_RECONNECTED", at: NOW.toISOString() })).toEqual([]);
    const lost = { event: "PARTNER_APP_UNINSTALLED" };
    expect(news(lost)).toMatchObject([{ id: "bird_lost", isReconnect: true }]);
  });

  it("shows Meta's own alerts when they are serious, and nothing of what it cannot read", () => {
    const alert_info = { alert_severity: "WARNING", alert_description: "Look at this." };
    expect(news({ alert_info })).toMatchObject([{ id: "alert", text: "Look at this." }]);
    expect(news({ alert_info: { ...alert_info, alert_severity: "INFORMATIONAL" } })).toEqual([]);
    expect(news({ event: "DISABLED_UPDATE", ban_info: "soon" }, { at: "no time" })).toEqual([]);
    expect(news({ event: "SOMETHING_NEW", decision: 7 })).toEqual([]);
  });

  it("calls a permission to mind three weeks before its end", () => {
    expect(told({ tokenExpiresAt: inDays(22) })).toEqual([]);
    expect(told({ tokenExpiresAt: inDays(20) })).toMatchObject([
      { id: "permission_ends", isReconnect: true, title: expect.stringContaining("December 12") },
    ]);
    expect(idsOf(told({ tokenExpiresAt: inDays(-1) }))).toEqual(["permission_ended"]);
  });

  it("puts what limits the number before what is in review", () => {
    const health = { ...GOOD.health, nameStatus: "PENDING_REVIEW", qualityRating: "RED" };
    expect(idsOf(told({ health, tokenExpiresAt: inDays(3) }))).toEqual([
      "permission_ends",
      "quality_red",
      "name_review",
    ]);
  });
});
