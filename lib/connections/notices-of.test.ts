import { describe, expect, it } from "vitest";
import { getTranslator } from "@/lib/i18n/translator";
import type { NoticeKind } from "./note-account-event";
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
const news = (kind: NoticeKind, facts: Record<string, unknown>) =>
  told({ notices: { [kind]: { at: inDays(-0.5).toISOString(), ...facts } } });
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
    const rejected = { decision: "REJECTED", rejectionReason: "NAME_FORMAT_UNACCEPTABLE" };
    expect(news("name", rejected)).toMatchObject([{ id: "name_declined", tone: "warning" }]);
    expect(news("name", rejected)[0]?.text).toMatch(/the way the name is written/);
    expect(news("name", { ...rejected, at: inDays(-2).toISOString() })).toEqual([]);
    const inReview = { ...GOOD.health, nameStatus: "PENDING_REVIEW" };
    const approved = { name: { at: inDays(-0.5).toISOString(), decision: "APPROVED" } };
    expect(told({ health: inReview, notices: approved })).toEqual([]);
    const unknown = { ...rejected, rejectionReason: "SOMETHING_NEW" };
    expect(news("name", unknown)[0]?.text).toMatch(/no exact reason/);
    expect(idsOf(news("review", { decision: "REJECTED" }))).toEqual(["account_refused"]);
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
    const restricted = (type: string, expiration?: number) =>
      news("restriction", { restrictions: [{ type, expiration: expiration && `${expiration}` }] });
    const outgoing = "RESTRICTED_BIZ_INITIATED_MESSAGING";
    expect(restricted(outgoing, unix(inDays(5)))[0]?.title).toContain("November 27, 2026");
    expect(restricted(outgoing, unix(inDays(-1)))).toEqual([]);
    expect(restricted("RESTRICTED_TELEPATHY")[0]?.text).toContain("RESTRICTED_TELEPATHY");
  });

  it("tells of a ban until it is lifted, and of a violation for a month", () => {
    const ban = (state: string) => news("ban", { state, date: "April 17, 2027" });
    expect(ban("SCHEDULE_FOR_DISABLE")[0]?.title).toContain("April 17, 2027");
    expect(idsOf(ban("DISABLE"))).toEqual(["banned"]);
    expect(ban("REINSTATE")).toEqual([]);
    expect(news("violation", { type: "ADULT" })[0]?.text).toContain("ADULT");
    const old = inDays(-40).toISOString();
    expect(news("violation", { type: "ADULT", at: old })).toEqual([]);
  });

  it("tells of a phone that went away until it is back, and of Bird's lost access", () => {
    expect(idsOf(news("offboarded", { isOffboarded: true }))).toEqual(["offboarded"]);
    expect(news("offboarded", { isOffboarded: false })).toEqual([]);
    expect(news("bird_access", { isLost: true })).toMatchObject([
      { id: "bird_lost", isReconnect: true },
    ]);
    expect(news("bird_access", { isLost: false })).toEqual([]);
  });

  it("shows Meta's own alerts when they are serious, and nothing of what it cannot read", () => {
    const alert = { severity: "WARNING", description: "Look at this." };
    expect(news("alert", alert)).toMatchObject([{ id: "alert", text: "Look at this." }]);
    expect(news("alert", { ...alert, severity: "INFORMATIONAL" })).toEqual([]);
    expect(news("alert", { ...alert, status: "RESOLVED" })).toEqual([]);
    expect(news("restriction", { restrictions: "soon" })).toEqual([]);
    expect(news("violation", { type: "ADULT", at: "no time" })).toEqual([]);
    expect(news("capability", { numbersMax: 20 })).toEqual([]);
  });

  it("believes news of the very second of the look, which may be newer", () => {
    const at = inDays(-1).toISOString();
    const rejected = { at, decision: "REJECTED", rejectionReason: "NAME_FORMAT_UNACCEPTABLE" };
    const healthCheckedAt = new Date(inDays(-1).getTime() + 500);
    expect(idsOf(told({ healthCheckedAt, notices: { name: rejected } }))).toEqual([
      "name_declined",
    ]);
    const later = new Date(inDays(-1).getTime() + 1_000);
    expect(told({ healthCheckedAt: later, notices: { name: rejected } })).toEqual([]);
  });

  it("says since when Meta does not show a number, and that reconnecting helps", () => {
    const notices = healthy({ accessUnclearSince: inDays(-2).toISOString() });
    expect(notices).toMatchObject([{ id: "access_unclear", tone: "warning", isReconnect: true }]);
    expect(notices[0]?.title).toContain("November 20, 2026");
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
