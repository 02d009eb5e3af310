import { describe, expect, it } from "vitest";
import type { SignupRow } from "@/db/queries/signups";
import { matchSignup, type SharedAccount } from "./match-signup";

const SHARED_AT = new Date("2026-03-01T12:00:00Z");
const account: SharedAccount = {
  wabaId: "980198427658004",
  ownerBusinessId: "2329417887457253",
  sharedAt: SHARED_AT,
  isTold: true,
  rivalBeforeMs: 30 * 60_000,
  numbers: [{ id: "106540352242922456", phoneNumber: "+16315550111" }],
};

let serial = 0;
function waiting(change: Partial<SignupRow> = {}): SignupRow {
  serial += 1;
  const at = new Date(SHARED_AT.getTime() - 5 * 60_000);
  return {
    id: `01a2-${String(serial).padStart(6, "0")}`,
    tenantId: "own",
    state: "open",
    launchedAt: at,
    createdAt: at,
    phoneNumber: null,
    expectedPhoneNumber: null,
    eventData: null,
    eventReceivedAt: SHARED_AT,
    ...change,
  } as SignupRow;
}
const claims = (change: object = {}) => ({
  wabaIds: [account.wabaId],
  phoneNumberId: "106540352242922456",
  businessId: account.ownerBusinessId,
  ...change,
});

describe("whose a shared account is", () => {
  it("is certain for the Bird number that only this tenant could bring", () => {
    const signup = waiting({ phoneNumber: "+16315550111" });
    const match = matchSignup([waiting({ tenantId: "other" }), signup], account);
    expect(match).toEqual({ signup, phoneNumberId: "106540352242922456" });
  });

  it("is certain for the number that a link or a reconnection insists on", () => {
    const signup = waiting({ expectedPhoneNumber: "+16315550111" });
    expect(matchSignup([signup, waiting({ tenantId: "other" })], account)?.signup).toBe(signup);
  });

  it("is not certain when two tenants insist on the same number", () => {
    const both = ["own", "other"].map((tenantId) =>
      waiting({ tenantId, expectedPhoneNumber: "+16315550111" }),
    );
    expect(matchSignup(both, account)).toBeUndefined();
  });

  it("takes a browser's claims while no other tenant's launch could be the one", () => {
    const signup = waiting({ eventData: claims() });
    const elsewhere = waiting({ tenantId: "other", eventData: claims({ wabaIds: ["1"] }) });
    const longAgo = waiting({
      tenantId: "other",
      launchedAt: new Date(SHARED_AT.getTime() - 3_600_000),
    });
    expect(matchSignup([elsewhere, signup, longAgo], account)?.signup).toBe(signup);
  });

  it("does not take them when another tenant's launch could be the one", () => {
    const signup = waiting({ eventData: claims() });
    expect(matchSignup([signup, waiting({ tenantId: "other" })], account)).toBeUndefined();
    const rival = waiting({ tenantId: "other", eventData: claims() });
    expect(matchSignup([signup, rival], account)).toBeUndefined();
  });

  it.each([
    ["another portfolio", claims({ businessId: "1" })],
    ["a number that is not in the account", claims({ phoneNumberId: "1" })],
    ["another account", claims({ wabaIds: ["1"] })],
  ])("does not believe claims of %s", (_, eventData) => {
    expect(matchSignup([waiting({ eventData })], account)).toBeUndefined();
  });

  it("does not believe claims that are not of the minute Meta told of it", () => {
    const early = new Date(SHARED_AT.getTime() - 600_000);
    const signup = waiting({ eventData: claims(), eventReceivedAt: early });
    expect(matchSignup([signup], account)).toBeUndefined();
    const claimed = waiting({ eventData: claims() });
    expect(matchSignup([claimed], { ...account, isTold: false })).toBeUndefined();
    const unnumbered = waiting({ eventData: claims({ phoneNumberId: undefined }) });
    expect(matchSignup([unnumbered], account)).toBeUndefined();
  });

  it("is nobody's without number and claims, be it the only launch of the day", () => {
    expect(matchSignup([waiting()], account)).toBeUndefined();
  });

  it("takes the newest of several launches of one tenant", () => {
    const [older, newer] = [
      waiting({ eventData: claims() }),
      waiting({ eventData: claims() }),
    ] as const;
    expect(matchSignup([newer, older], account)?.signup).toBe(newer);
  });
});
