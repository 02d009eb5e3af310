import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { startTestSandbox } from "../testing.ts";

const WORKSPACE = "0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50";
const STOCK = "/organizations/5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11/numbers-stock-items";
const ORDERS = `/workspaces/${WORKSPACE}/numbers-long-code`;

const sandbox = await startTestSandbox();
beforeEach(async () => {
  await sandbox.control("/reset", {});
});
afterAll(() => sandbox.close());

type Item = { id: string; numberString: string; type: string; monthlyPrice: unknown };

async function search(query: string) {
  const { status, body } = await sandbox.bird(`${STOCK}?${query}`);
  return { status, items: (body.results ?? []) as Item[], next: body.nextPageToken as string };
}

const order = (...ids: (string | undefined)[]) =>
  sandbox.birdPost(ORDERS, { numberStockItemIds: ids });

describe("what is for sale", () => {
  it("is found by country, type and prefix, page by page, with prices", async () => {
    const first = await search("countryCodes=US&types=local&prefix=%2B1305&limit=30");
    const rest = await search(
      `countryCodes=US&types=local&prefix=%2B1305&limit=30&pageToken=${first.next}`,
    );
    const found = [...first.items, ...rest.items];
    expect(new Set(found.map(({ id }) => id)).size).toBe(40);
    expect(found.every(({ numberString }) => numberString.startsWith("+1305"))).toBe(true);
    expect(found[0]?.monthlyPrice).toEqual({
      currencyCode: "EUR",
      amount: 3_500_000,
      exponent: -6,
    });
    const [british] = (await search("countryCodes=GB")).items;
    expect(british).toMatchObject({
      monthlyPrice: { currencyCode: "GBP", amount: 2_900_000 },
      setupPrice: { currencyCode: "GBP", amount: 5_000_000 },
    });
    expect((await search("countryCodes=US&countryCodes=GB&types=mobile")).items.length).toBe(10);
  });

  it("is refused for a prefix without a country and for words that are none", async () => {
    for (const query of ["prefix=%2B1", "countryCodes=usa", "types=satellite"])
      expect((await search(query)).status).toBe(422);
  });
});

describe("an order", () => {
  it("is answered in any of three shapes, with the number out of the stock and in the workspace", async () => {
    for (const [index, purchaseAnswer] of ["results", "array", "object"].entries()) {
      await sandbox.control("/settings", { purchaseAnswer });
      const [item] = (await search("countryCodes=US&prefix=%2B1305")).items;
      const { status, body } = await order(item?.id);
      expect(status).toBe(201);
      const answers = [body.results, body, [body]][index] as Record<string, unknown>[];
      expect(answers[0]).toMatchObject({ numberString: item?.numberString });
      const listed = await sandbox.bird(`/workspaces/${WORKSPACE}/numbers?reverse=true&limit=1`);
      expect(listed.body.results).toMatchObject([
        { number: item?.numberString, monthlyRecurringPrice: item?.monthlyPrice },
      ]);
      const prefix = encodeURIComponent(item?.numberString ?? "");
      expect((await search(`countryCodes=US&prefix=${prefix}`)).items).toEqual([]);
    }
  });

  it("goes from pending to verified and final by the clock", async () => {
    const [item] = (await search("countryCodes=US")).items;
    const bought = ((await order(item?.id)).body.results as { id: string }[])[0];
    const now = async () =>
      (await sandbox.bird(`/workspaces/${WORKSPACE}/numbers/${bought?.id}`)).body.whatsApp;
    expect(await now()).toMatchObject({ status: "pending", stage: "request-code" });
    await sandbox.control("/clock", { advanceMs: 160_000 });
    expect(await now()).toMatchObject({ status: "verified", stage: "final" });
  });

  it("is refused without balance or papers, and buys nothing", async () => {
    const [item] = (await search("countryCodes=US")).items;
    for (const [purchase, words] of [
      ["no-balance", "balance"],
      ["papers", "kyc-form"],
    ] as const) {
      await sandbox.control("/settings", { purchase });
      const answer = await order(item?.id);
      expect(answer.status).toBe(422);
      expect(JSON.stringify(answer.body)).toContain(words);
    }
    await sandbox.control("/settings", { purchase: "accepted" });
    expect((await order(item?.id)).status).toBe(201);
  });

  it("can be priced anew and taken away while somebody looks at it", async () => {
    const [item, other] = (await search("countryCodes=US")).items;
    await sandbox.control(`/bird/stock/${item?.id}`, { monthlyPrice: 4, setupPrice: 1.5 });
    expect((await search("countryCodes=US")).items[0]).toMatchObject({
      monthlyPrice: { currencyCode: "EUR", amount: 4_000_000 },
      setupPrice: { amount: 1_500_000 },
    });
    await fetch(`${sandbox.url}/control/bird/stock/${other?.id}`, { method: "DELETE" });
    expect((await order(other?.id)).status).toBe(422);
    const added = await sandbox.control("/bird/stock", { number: "+12125550999" });
    expect((await order(String(added.body.id))).status).toBe(201);
  });
});

describe("papers", () => {
  it("are named for a country, missed on its numbers, and begin the verification once handed in", async () => {
    const forms = (await sandbox.bird("/kyc-forms?countryCode=NL&scope=number")).body.results;
    expect(forms).toMatchObject([{ countryCode: "NL", scope: "number" }]);
    expect((await sandbox.bird("/kyc-forms?countryCode=US")).body.results).toEqual([]);
    const [item] = (await search("countryCodes=NL")).items;
    const { id } = ((await order(item?.id)).body.results as { id: string }[])[0] ?? { id: "" };
    await sandbox.control("/clock", { advanceMs: 600_000 });
    const number = async () => (await sandbox.bird(`/workspaces/${WORKSPACE}/numbers/${id}`)).body;
    expect(await number()).not.toHaveProperty("whatsApp");
    expect((await number()).requirements).toMatchObject([
      { requirement: { name: "kyc:origin", type: "kycForm" }, status: "no-reference" },
      { requirement: { type: "whatsappVerification" } },
    ]);
    const path = `/workspaces/${WORKSPACE}/endpoints/${id}/compliance-requirements`;
    expect((await sandbox.bird(path)).body.results).toMatchObject([
      { name: "kyc-form", status: "unsatisfied" },
    ]);
    const form = (forms as { id: string }[])[0]?.id;
    const entry = { type: "kyc-form", formId: form, formEntryId: "e1" };
    expect((await sandbox.birdPost(`${path}/kyc-form`, { ...entry, more: 1 }, "PUT")).status).toBe(
      422,
    );
    expect((await sandbox.birdPost(`${path}/none`, entry, "PUT")).status).toBe(404);
    expect((await sandbox.birdPost(`${path}/kyc-form`, entry, "PUT")).body.status).toBe(
      "satisfied",
    );
    expect((await number()).whatsApp).toMatchObject({ status: "pending" });
    expect((await sandbox.bird(path.replace(id, "other"))).status).toBe(404);
  });

  it("are handed in behind the scenes too", async () => {
    const [item] = (await search("countryCodes=NL")).items;
    const { id } = ((await order(item?.id)).body.results as { id: string }[])[0] ?? { id: "" };
    const answer = await sandbox.control(`/bird/numbers/${id}`, { papers: "handed-in" });
    expect(answer.body).toMatchObject({ state: "requesting" });
  });
});
