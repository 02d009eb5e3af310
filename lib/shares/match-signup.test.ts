import { describe, expect, it } from "vitest";
import type { WaitingSignup } from "@/db/queries/waiting-signups";
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
function waiting(change: Partial<WaitingSignup> = {}): WaitingSignup {
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
    reconnectId: null,
    renewed: null,
    ...change,
  } as WaitingSignup;
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

  const renewed: WaitingSignup["renewed"] = {
    state: "action_required",
    wabaId: account.wabaId,
    phoneNumberId: "106540352242922456",
    connectedAt: SHARED_AT,
  };
  it.each<[string, Partial<NonNullable<WaitingSignup["renewed"]>>, boolean]>([
    ["that was connected in this account", { phoneNumberId: "1" }, true],
    ["that was connected with this number", { wabaId: "1" }, true],
    ["that was connected elsewhere", { wabaId: "1", phoneNumberId: "1" }, false],
    ["that never was connected", { connectedAt: null }, false],
    ["that is given up", { state: "disconnected" }, false],
  ])("is certain for the number of a connection %s: %o", (_, change, isCertain) => {
    const expectedPhoneNumber = "+16315550111";
    const renewal = { reconnectId: "1", renewed: { ...renewed, ...change }, expectedPhoneNumber };
    const match = matchSignup([waiting(renewal)], account);
    expect(match !== undefined).toBe(isCertain);
  });

  it("is certain for the number that a link insists on", () => {
    const signup = waiting({ expectedPhoneNumber: "+16315550111" });
    expect(matchSignup([signup, waiting({ tenantId: "other" })], account)?.signup).toBe(signup);
  });

  it("is not certain when two tenants insist on the same number", () => {
    const both = ["own", "other"].map((tenantId) =>
      waiting({ tenantId, expectedPhoneNumber: "+16315550111" }),
    );
    expect(matchSignup(both, account)).toBeUndefined();
  });

  it("takes a browser's claims, with the number that they name", () => {
    const signup = waiting({ eventData: claims() });
    const phoneNumberId = "106540352242922456";
    expect(matchSignup([signup], account)).toEqual({ signup, phoneNumberId });
    const rival = waiting({ tenantId: "other", eventData: claims() });
    expect(matchSignup([signup, rival], account)).toBeUndefined();
  });

  it.each([
    ["another portfolio", claims({ businessId: "1" })],
    ["a number that is not in the account", claims({ phoneNumberId: "1" })],
    ["another account", claims({ wabaIds: ["1"] })],
    ["an earlier recovery", claims({ shareId: "1" })],
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
