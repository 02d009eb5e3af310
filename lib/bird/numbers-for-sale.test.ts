import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeRoutes, fakeProvider } from "@/lib/testing";
import { buyBirdNumber } from "./buy-number";
import { createBirdClient } from "./client";
import { findBirdNumber } from "./find-number";
import { getBirdNumber } from "./get-number";
import { listComplianceRequirements } from "./list-compliance-requirements";
import { listKycForms } from "./list-kyc-forms";
import { birdMoney, isSamePrice } from "./money";
import { missingPapers } from "./numbers";
import { findStockItem, searchStock } from "./search-stock";
import { type SandboxProcess, sandboxRoom, startSandboxProcess } from "./testing";

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => {
  sandbox.close();
});

async function clientOf(routes: FakeRoutes) {
  const { url, calls } = await fakeProvider(routes);
  return {
    client: createBirdClient({ apiUrl: url, accessKey: "k", organizationId: "org" }),
    calls,
  };
}

describe("Bird's money", () => {
  it.each([
    [3_500_000, -6, "3.50"],
    [110_000, -6, "0.11"],
    [2_110_500, -6, "2.1105"],
    ["12345678901234567890", -6, "12345678901234.56789"],
    [4, 0, "4.00"],
    [4, 2, "400.00"],
    [0, -6, "0.00"],
    [-5, -1, "-0.50"],
  ])("%s x 10^%s is %s, to the last digit", (amount, exponent, text) => {
    const price = birdMoney.parse({ currencyCode: "EUR", amount, exponent });
    expect(price).toEqual({ amount: text, currency: "EUR" });
  });

  it("is refused when it is none", () => {
    for (const wrong of [{ amount: 1.5 }, { amount: "x" }, { exponent: 99 }, { currencyCode: "€" }])
      expect(
        birdMoney.safeParse({ currencyCode: "EUR", amount: 1, exponent: 0, ...wrong }).success,
      ).toBe(false);
  });

  it("is the same only in amount and currency", () => {
    const price = { amount: "3.50", currency: "EUR" };
    expect(isSamePrice(price, { ...price })).toBe(true);
    expect(isSamePrice(price, { ...price, currency: "USD" })).toBe(false);
    expect(isSamePrice(price, { ...price, amount: "3.51" })).toBe(false);
    expect(isSamePrice(price, undefined)).toBe(false);
    expect(isSamePrice(undefined, undefined)).toBe(true);
  });
});

describe("numbers for sale at the sandbox", () => {
  it("are read page by page with prices as text, and one is found by its digits", async () => {
    const { bird, phoneNumber } = await sandboxRoom(sandbox);
    const first = await searchStock(bird, { country: "US", type: "local" });
    expect(first.items).toHaveLength(50);
    const pageToken = first.nextPageToken;
    const second = await searchStock(bird, { country: "US", type: "local", pageToken });
    const ids = new Set([...first.items, ...second.items].map(({ id }) => id));
    expect(ids.size).toBe(first.items.length + second.items.length);
    const [british] = (await searchStock(bird, { country: "GB" })).items;
    expect(british).toMatchObject({
      monthlyPrice: { amount: "2.90", currency: "GBP" },
      setupPrice: { amount: "5.00", currency: "GBP" },
    });
    expect(await findStockItem(bird, { country: "US", phoneNumber })).toMatchObject({
      numberString: phoneNumber,
    });
    expect(await findStockItem(bird, { country: "US", phoneNumber: "+12125550000" })).toBe(
      undefined,
    );
  });

  it.each(["results", "array", "object"])("are bought, answered as %s", async (purchaseAnswer) => {
    await sandbox.control("settings", { purchaseAnswer });
    const { bird, workspaceId, stockId, phoneNumber } = await sandboxRoom(sandbox);
    expect(await findBirdNumber(bird, workspaceId, phoneNumber)).toBe(undefined);
    const [bought] = await buyBirdNumber(bird, workspaceId, stockId);
    expect(bought).toMatchObject({ numberString: phoneNumber });
    const spaced = phoneNumber.replace("+1", "1 (").replace("556", ") 556-");
    expect((await findBirdNumber(bird, workspaceId, spaced))?.id).toBe(bought?.id);
    await expect(buyBirdNumber(bird, workspaceId, stockId)).rejects.toMatchObject({
      isRefused: true,
    });
    await sandbox.control("settings", { purchaseAnswer: "results" });
  });

  it("have papers that a country asks for and a number misses", async () => {
    const { bird, workspaceId, stockId } = await sandboxRoom(sandbox, "NL");
    expect(await listKycForms(bird, "US")).toEqual([]);
    expect(await listKycForms(bird, "NL")).toMatchObject([{ name: expect.any(String) }]);
    const [bought] = await buyBirdNumber(bird, workspaceId, stockId);
    const id = bought?.id ?? "";
    const missing = missingPapers(await getBirdNumber(bird, workspaceId, id));
    expect(missing).toEqual([{ name: "kyc:origin", status: "no-reference" }]);
    expect(await listComplianceRequirements(bird, workspaceId, id)).toMatchObject([
      { name: "kyc-form", status: "unsatisfied", message: expect.stringContaining("form") },
    ]);
    await sandbox.control(`bird/numbers/${id}`, { papers: "handed-in" });
    expect(missingPapers(await getBirdNumber(bird, workspaceId, id))).toEqual([]);
  });
});

describe("answers that cannot be read", () => {
  it("fail: a number without a price is not for sale, and a purchase without a number is open", async () => {
    const stock = { id: "s", numberString: "+12125550123", countryCode: "US", type: "local" };
    const { client } = await clientOf({
      "GET /organizations/org/numbers-stock-items": { body: { results: [stock] } },
      "POST /workspaces/w/numbers-long-code": { status: 201, body: { ok: true } },
    });
    await expect(searchStock(client, { country: "US" })).rejects.toMatchObject({
      http: { kind: "shape" },
    });
    await expect(buyBirdNumber(client, "w", "s")).rejects.toMatchObject({ isTemporary: true });
  });

  it("look through every page for a number, newest first", async () => {
    const { client, calls } = await clientOf({
      "GET /workspaces/w/numbers": ({ query }) => {
        const page = Number(query.get("pageToken") ?? "1");
        const results = [{ id: `n${page}`, number: `+1212555000${page}` }];
        return { body: { results, nextPageToken: page < 3 ? String(page + 1) : "" } };
      },
    });
    expect((await findBirdNumber(client, "w", "+12125550002"))?.id).toBe("n2");
    expect(calls.map(({ query }) => query.get("reverse"))).toEqual(["true", "true"]);
    expect(await findBirdNumber(client, "w", "+12125550009")).toBe(undefined);
  });
});
