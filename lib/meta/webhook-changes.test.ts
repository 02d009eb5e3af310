import { describe, expect, it } from "vitest";
import { readChanges } from "./webhook-changes";

const PORTFOLIO = "2949482758682047";

function body(value: unknown, field: unknown = "account_update", change = {}) {
  const entry = { id: PORTFOLIO, time: 1744823932, changes: [{ field, value }], ...change };
  return { object: "whatsapp_business_account", entry: [entry] };
}

describe("changes", () => {
  it("name the WABA that a partner event is about", () => {
    const value = { event: "PARTNER_ADDED", waba_info: { waba_id: "980198427658004" } };
    expect(readChanges(body(value))).toEqual([
      {
        object: "whatsapp_business_account",
        entryId: PORTFOLIO,
        wabaId: "980198427658004",
        occurredAt: new Date("2025-04-16T17:18:52Z"),
        field: "account_update",
        event: "PARTNER_ADDED",
        value,
      },
    ]);
  });

  it.each([
    ["PARTNER_REMOVED", "account_update", undefined],
    ["PARTNER_APP_UNINSTALLED", "account_update", undefined],
    ["AD_ACCOUNT_LINKED", "account_update", undefined],
    ["SOLUTION_CREATED", "partner_solutions", undefined],
    ["ACCOUNT_DELETED", "account_update", PORTFOLIO],
    ["ONBOARDING", "phone_number_quality_update", PORTFOLIO],
    [undefined, "account_review_update", PORTFOLIO],
  ])("of %s in %s without a WABA belong to %s", (event, field, wabaId) => {
    expect(readChanges(body({ event }, field))).toMatchObject([{ wabaId, event, field }]);
  });

  it("keep what they do not know and leave out what they cannot read", () => {
    const value = { event: 7, waba_info: "x", later: { key: 1 } };
    const one = body(value, "later_field");
    const mixed = { ...one, entry: [null, { id: "1" }, ...one.entry, { changes: [] }] };
    expect(readChanges(mixed)).toMatchObject([{ field: "later_field", value, wabaId: PORTFOLIO }]);
    expect(readChanges(body({}, 5))).toEqual([]);
  });

  it("of another object are nobody's account, and may name fields only", () => {
    const { entry } = body({ event: "ACCOUNT_DELETED" });
    const named = { id: "1", time: 1744823932, changed_fields: ["email"] };
    expect(readChanges({ object: "whatsapp_account", entry: [...entry, named] })).toMatchObject([
      { object: "whatsapp_account", field: "account_update", wabaId: undefined },
      { object: "whatsapp_account", field: "email", wabaId: undefined, value: {} },
    ]);
  });

  it("fall back to the time of arrival", () => {
    const at = new Date("2026-11-22T10:00:00Z");
    expect(readChanges(body({}, "security", { time: "soon" }), at)[0]?.occurredAt).toBe(at);
  });

  it.each([[undefined], ["text"], [{ object: "page", entry: [] }], [{ entry: body({}).entry }]])(
    "are none in %j",
    (given) => expect(readChanges(given)).toEqual([]),
  );
});
