import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { numberPurchases, rateLimits } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { checkAgainstSpec } from "@/lib/api/spec-testing";
import { callApi, keyWith } from "@/lib/api/testing";
import { makeWorld, type World } from "@/lib/api/world-testing";
import { type SandboxProcess, startSandboxProcess } from "@/lib/bird/testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let sandbox: SandboxProcess;
let world: World;
let key: string;

beforeAll(async () => {
  [fresh, sandbox] = await Promise.all([freshDb(), startSandboxProcess()]);
});
beforeEach(async () => {
  world = await makeWorld(fresh.db, sandbox);
  key = await keyWith(world.ctx, ["numbers:read", "numbers:buy"]);
  await fresh.db.delete(rateLimits);
});
afterAll(async () => {
  sandbox.close();
  await fresh.close();
});

async function ask(method: string, path: string, body?: unknown) {
  const answer = await callApi(world.ctx, method, path, { key, body });
  const said = await answer.json();
  checkAgainstSpec(method, path, answer.status, said);
  return { status: answer.status, headers: answer.headers, body: said };
}

const wish = () => ({
  ...{ country: "US", phoneNumber: world.phoneNumber, setupPrice: null },
  monthlyPrice: { amount: "3.50", currency: "EUR" },
});

describe("buying by API", () => {
  it("answers a second request with the purchase of the first", async () => {
    const path = `/tenants/${world.tenantId}/number-purchases`;
    const [first, again] = [await ask("POST", path, wish()), await ask("POST", path, wish())];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(first.body).toMatchObject({ state: "bought" });
    expect(again.body).toEqual(first.body);
    expect(await fresh.db.$count(numberPurchases)).toBe(1);
  });

  it("gives no tenant what another has", async () => {
    await ask("POST", `/tenants/${world.tenantId}/number-purchases`, wish());
    const other = await ask("POST", `/tenants/${world.otherTenantId}/number-purchases`, wish());
    expect(other).toMatchObject({ status: 409, body: { code: "number_taken" } });
  });
});

describe("searching what is for sale", () => {
  it.each([
    ["prefix", "abc"],
    ["contains", "abc"],
    ["contains", ""],
    ["type", "golden"],
    ["country", "United States"],
  ])("refuses what it cannot read: %s=%s", async (field, value) => {
    const query = new URLSearchParams({ country: "US", [field]: value });
    const answer = await ask("GET", `/stock-numbers?${query}`);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });
});
