import { describe, expect, it } from "vitest";
import type { Holder } from "@/db/queries/connections";
import type { SignupRow } from "@/db/queries/signups";
import { waitingOfHolders } from "./waiting-of-holders";

const AT = new Date("2026-03-01T12:00:00Z");
const minutes = (count: number) => new Date(AT.getTime() + count * 60_000);
const sharing = { wabaId: "77", sharedAt: AT, isTold: true, rivalBeforeMs: 2 * 3_600_000 };
const listed = { ...sharing, isTold: false };
const holder: Holder = {
  id: "connection",
  tenantId: "own",
  wabaId: "77",
  grantedAt: minutes(-1_000),
  failureCode: null,
};
const broken: Holder = { ...holder, failureCode: "permission_lost" };

function waiting(change: Partial<SignupRow> = {}): SignupRow {
  return {
    tenantId: "own",
    state: "open",
    launchedAt: minutes(-5),
    createdAt: minutes(-6),
    eventReceivedAt: null,
    eventData: null,
    reconnectId: null,
    ...change,
  } as SignupRow;
}

describe("whose launch may have shared an account that is held", () => {
  it.each<[string, Partial<SignupRow>, boolean]>([
    ["one of the tenant that holds it", {}, true],
    ["one of another tenant", { tenantId: "other" }, false],
    ["one to renew a connection of it", { reconnectId: "connection" }, true],
    ["one to renew a connection of another account", { reconnectId: "elsewhere" }, false],
    ["one that named it", { eventData: { wabaIds: ["77"] } }, true],
    ["one that named another account", { eventData: { wabaIds: ["78"] } }, false],
    ["one of hours before", { launchedAt: minutes(-121) }, false],
    ["one that came after", { launchedAt: minutes(2) }, false],
  ])("%s", (_, change, isOne) => {
    expect(waitingOfHolders([waiting(change)], [holder], sharing)).toHaveLength(isOne ? 1 : 0);
  });

  it("is none that was followed by a grant, which came of another launch", () => {
    const granted = { ...holder, grantedAt: minutes(-3) };
    expect(waitingOfHolders([waiting()], [granted], sharing)).toEqual([]);
    const told = waiting({ eventReceivedAt: minutes(-2) });
    expect(waitingOfHolders([told], [granted], sharing)).toEqual([told]);
  });

  it("takes more than a list, which names a held account always", () => {
    const renewal = waiting({ reconnectId: "connection" });
    const left = waiting({ reconnectId: "connection", state: "abandoned" });
    const named = waiting({ eventData: { wabaIds: ["77"] } });
    expect(waitingOfHolders([waiting(), renewal, left, named], [holder], listed)).toEqual([named]);
    expect(waitingOfHolders([renewal, left], [broken], listed)).toEqual([left]);
  });
});
