import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { numberPurchases, rateLimits } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { checkAgainstSpec } from "@/lib/api/spec-testing";
import { callApi, keyWith } from "@/lib/api/testing";
import { bought, makeWorld, readyNumber, type World } from "@/lib/api/world-testing";
import { type SandboxProcess, sandboxRoom, startSandboxProcess } from "@/lib/bird/testing";

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

describe("lists of numbers", () => {
  it("go on over all pages, and refuse to go on after what is gone", async () => {
    const made = [await readyNumber(world), await readyNumber(world), await readyNumber(world)];
    const path = `/tenants/${world.tenantId}/numbers?limit=2`;
    const first = await ask("GET", path);
    const second = await ask("GET", `${path}&cursor=${first.body.nextCursor}`);
    expect([first.body.hasMore, second.body.hasMore]).toEqual([true, false]);
    const listed = [...first.body.data, ...second.body.data].map(({ id }) => id);
    expect(listed).toEqual(made.map(({ id }) => id).reverse());
    const gone = await ask("GET", `${path}&cursor=${Buffer.from("gone").toString("base64url")}`);
    expect(gone).toMatchObject({ status: 422, body: { errors: [{ field: "cursor" }] } });
  });

  it("of purchases are the tenant's own, page by page", async () => {
    const made = [await bought(world), await bought(world)];
    const path = `/tenants/${world.tenantId}/number-purchases?limit=1`;
    const first = await ask("GET", path);
    const second = await ask("GET", `${path}&cursor=${first.body.nextCursor}`);
    expect([first.body.hasMore, second.body.hasMore]).toEqual([true, false]);
    const listed = [...first.body.data, ...second.body.data].map(({ id }) => id);
    expect(listed).toEqual(made.map(({ id }) => id).reverse());
    const other = await ask("GET", `/tenants/${world.otherTenantId}/number-purchases`);
    expect(other.body.data).toEqual([]);
  });

  it.each(["3.5", "3.50", "3.500"])(
    "sell at the price that was answered, written as %s",
    async (amount) => {
      const monthlyPrice = { amount, currency: "EUR" };
      const path = `/tenants/${world.tenantId}/number-purchases`;
      const answer = await ask("POST", path, { ...wish(), monthlyPrice });
      expect(answer).toMatchObject({ status: 201, body: { monthlyPrice: { amount: "3.50" } } });
      const more = { amount: "3.05", currency: "EUR" };
      const dear = await ask("POST", `/tenants/${world.otherTenantId}/number-purchases`, {
        ...{ ...wish(), phoneNumber: (await sandboxRoom(sandbox)).phoneNumber, monthlyPrice: more },
      });
      expect(dear.body.code).toBe("price_changed");
    },
  );
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
