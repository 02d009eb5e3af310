import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { insertPurchase } from "@/db/queries/number-purchases";
import { numberPurchases, tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { type SandboxProcess, startSandboxProcess } from "@/lib/bird/testing";
import type { Context, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { sweep } from "@/lib/jobs/sweep";
import { buyNumber } from "./buy-number";
import { checkPurchase } from "./check-purchase";
import { listPurchases } from "./list-purchases";
import { settlePurchase } from "./settle-purchase";
import { buyerOf } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let sandbox: SandboxProcess;
beforeAll(async () => {
  [fresh, sandbox] = await Promise.all([freshDb(), startSandboxProcess()]);
});
afterEach(async () => {
  await fetch(`${sandbox.url}/control/faults`, { method: "DELETE" });
  await fetch(`${sandbox.url}/control/requests`, { method: "DELETE" });
  await sandbox.control("settings", { purchase: "accepted" });
});
afterAll(async () => {
  sandbox.close();
  await fresh.close();
});

const buyer = (country?: string) => buyerOf(fresh.db, sandbox, country);
const ORDERS = { target: "bird", path: "numbers-long-code", method: "POST" };
const MINUTE_MS = 60_000;

describe("buying a number", () => {
  it("notes it, orders it once and keeps Bird's id of it", async () => {
    const { ctx, input, purchases, audited, isForSale, workspaceId, phoneNumber } = await buyer();
    expect(await buyNumber(ctx, input)).toMatchObject({ state: "bought" });
    expect(await sandbox.orders()).toBe(1);
    expect(await isForSale()).toBe(false);
    expect(await purchases()).toMatchObject([
      {
        ...{ state: "bought", phoneNumber, workspaceId, monthlyPrice: "3.50", currency: "EUR" },
        setupPrice: null,
        ...{ numberId: expect.any(String), leaseUntil: null, boughtBy: ctx.actor.userId },
      },
    ]);
    expect(await audited()).toEqual(["number.purchase_started", "number.bought"]);
  });

  it("is for admins and owners only", async () => {
    const { as, member, input, purchases } = await buyer();
    const strangers = [as("viewer"), member as unknown as Context<Operator>];
    const key = { tenantId: input.tenantId, purchaseId: newId() };
    for (const ctx of strangers) {
      await expect(buyNumber(ctx, input)).rejects.toMatchObject({ code: "forbidden" });
      await expect(checkPurchase(ctx, key)).rejects.toMatchObject({ code: "forbidden" });
      await expect(settlePurchase(ctx, key)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(checkPurchase(as("admin"), key)).rejects.toMatchObject({ code: "not_found" });
    expect(await sandbox.orders()).toBe(0);
    expect(await purchases()).toEqual([]);
  });

  it("buys once when pressed twice, at once or later", async () => {
    const { ctx, input, purchases, audited } = await buyer();
    const answers = await Promise.all([buyNumber(ctx, input), buyNumber(ctx, input)]);
    const later = await buyNumber(ctx, input);
    expect(new Set([...answers, later].map(({ purchaseId }) => purchaseId)).size).toBe(1);
    expect(later.state).toBe("bought");
    expect(await sandbox.orders()).toBe(1);
    expect(await purchases()).toHaveLength(1);
    expect(await audited()).toEqual(["number.purchase_started", "number.bought"]);
  });

  it("buys once when two operators want it for two customers", async () => {
    const [one, other] = [await buyer(), await buyer()];
    const ends = await Promise.allSettled([
      buyNumber(one.ctx, one.input),
      buyNumber(other.ctx, { ...one.input, tenantId: other.tenant.id }),
    ]);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(ends.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "conflict" },
    });
    expect(await sandbox.orders()).toBe(1);
  });

  it("asks again when the price has changed, in amount, currency or setup price", async () => {
    const { ctx, input, stockId, purchases, isForSale } = await buyer();
    for (const change of [
      { monthlyPrice: 4 },
      { monthlyPrice: 3.5, currency: "USD" },
      { monthlyPrice: 3.5, setupPrice: 1 },
    ]) {
      await sandbox.control(`bird/stock/${stockId}`, change);
      await expect(buyNumber(ctx, input)).rejects.toMatchObject({
        code: "conflict",
        extra: { reason: "price_changed" },
      });
    }
    expect(await sandbox.orders()).toBe(0);
    expect(await purchases()).toEqual([]);
    const agreed = { ...input, setupPrice: "1.00", setupCurrency: "EUR" };
    expect(await buyNumber(ctx, agreed)).toMatchObject({ state: "bought" });
    expect(await isForSale()).toBe(false);
    expect(await purchases()).toMatchObject([{ monthlyPrice: "3.50", setupPrice: "1.00" }]);
    const [shown] = await listPurchases(ctx, { tenantId: input.tenantId });
    expect(shown).toMatchObject({ price: "EUR 3.50", setupPrice: "EUR 1.00" });
  });

  it("ends in Bird's words when it refuses, and the number is free again", async () => {
    const { ctx, input, purchases, audited } = await buyer();
    await sandbox.control("settings", { purchase: "no-balance" });
    await expect(buyNumber(ctx, input)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("insufficient wallet balance"),
    });
    expect(await purchases()).toMatchObject([{ state: "refused", numberId: null }]);
    expect(await audited()).toEqual(["number.purchase_started", "number.purchase_refused"]);
    await sandbox.control("settings", { purchase: "accepted" });
    expect(await buyNumber(ctx, input)).toMatchObject({ state: "bought" });
    expect((await purchases()).map(({ state }) => state).toSorted()).toEqual(["bought", "refused"]);
  });

  it("names the papers that Bird asks for", async () => {
    const { ctx, input } = await buyer("NL");
    await sandbox.control("settings", { purchase: "papers" });
    const refused = buyNumber(ctx, input);
    await expect(refused).rejects.toThrow(/kyc-form/);
    await expect(refused).rejects.toThrow(/Proof of address in NL/);
    await sandbox.control("settings", { purchase: "accepted" });
    await buyNumber(ctx, input);
    const [shown] = await listPurchases(ctx, { tenantId: input.tenantId });
    expect(shown).toMatchObject({ problem: expect.stringContaining("papers"), isUnderWay: false });
  });

  it("makes the customer's workspace when there is none yet", async () => {
    const { ctx, input, tenant, purchases } = await buyer();
    await fresh.db.update(tenants).set({ workspaceId: null }).where(eq(tenants.id, tenant.id));
    expect(await buyNumber(ctx, input)).toMatchObject({ state: "bought" });
    const [row] = await fresh.db.select().from(tenants).where(eq(tenants.id, tenant.id));
    expect(row?.workspaceId).toEqual((await purchases())[0]?.workspaceId);
  });

  it("is refused for what is not for sale, for archived customers and without Bird", async () => {
    const { ctx, input, tenant } = await buyer();
    const gone = buyNumber(ctx, { ...input, number: "+12125559999" });
    await expect(gone).rejects.toMatchObject({ extra: { reason: "number_gone" } });
    const off = buyNumber({ ...ctx, bird: undefined }, input);
    await expect(off).rejects.toMatchObject({ code: "not_configured" });
    const change = { archivedAt: new Date() };
    await fresh.db.update(tenants).set(change).where(eq(tenants.id, tenant.id));
    await expect(buyNumber(ctx, input)).rejects.toMatchObject({
      extra: { reason: "tenant_archived" },
    });
    expect(await sandbox.orders()).toBe(0);
  });
});

describe("a purchase whose answer got lost", () => {
  it("takes over the number that it finds in the workspace", async () => {
    const { ctx, input, purchases, isForSale } = await buyer();
    await sandbox.control("faults", { ...ORDERS, fault: "drop", when: "after", times: 1 });
    expect(await buyNumber(ctx, input)).toMatchObject({ state: "bought" });
    expect(await sandbox.orders()).toBe(1);
    expect(await purchases()).toMatchObject([{ state: "bought", failureDetail: null }]);
    expect(await isForSale()).toBe(false);
  });

  it("is not repeated while Bird may still be at it, and once after that", async () => {
    const { ctx, input, purchases, clock } = await buyer();
    await sandbox.control("faults", { ...ORDERS, fault: "drop", when: "before", times: 1 });
    expect(await buyNumber(ctx, input)).toMatchObject({ state: "buying" });
    const [row] = await purchases();
    const key = { tenantId: input.tenantId, purchaseId: row?.id ?? "" };
    expect(await checkPurchase(ctx, key)).toEqual({ state: "buying" });
    expect(await sandbox.orders()).toBe(1);
    clock.ms += MINUTE_MS;
    expect(await checkPurchase(ctx, key)).toEqual({ state: "bought" });
    expect(await checkPurchase(ctx, key)).toEqual({ state: "bought" });
    expect(await sandbox.orders()).toBe(2);
  });

  it("is picked up by the sweep after a crash, at any line", async () => {
    const { ctx, input, purchases, clock, phoneNumber, workspaceId, stockId } = await buyer();
    const at = ctx.now();
    const noted = await insertPurchase(fresh.db, {
      ...{ tenantId: input.tenantId, workspaceId, phoneNumber, country: "US", kind: "local" },
      ...{ monthlyPrice: "3.50", currency: "EUR", createdAt: at, updatedAt: at },
      ...{ leaseUntil: new Date(clock.ms + MINUTE_MS), failureDetail: { source: "bird" } },
    });
    await ctx.bird?.post({
      path: `workspaces/${workspaceId}/numbers-long-code`,
      json: { numberStockItemIds: [stockId] },
      schema: (await import("zod")).z.unknown(),
    });
    const system = { ...ctx, actor: { kind: "system" as const } };
    await sweep(system);
    expect(await purchases()).toMatchObject([{ id: noted?.id, state: "buying" }]);
    clock.ms += 2 * MINUTE_MS;
    await sweep(system);
    expect(await purchases()).toMatchObject([{ id: noted?.id, state: "bought" }]);
    expect(await sandbox.orders()).toBe(1);
  });

  it("waits while Bird neither lists nor sells it, and is given up after a quarter of an hour", async () => {
    const { ctx, input, purchases, clock, stockId, audited } = await buyer();
    await sandbox.control("faults", { ...ORDERS, fault: "drop", when: "before", times: 1 });
    await buyNumber(ctx, input);
    await fetch(`${sandbox.url}/control/bird/stock/${stockId}`, { method: "DELETE" });
    const key = { tenantId: input.tenantId, purchaseId: (await purchases())[0]?.id ?? "" };
    clock.ms += 5 * MINUTE_MS;
    expect(await checkPurchase(ctx, key)).toEqual({ state: "buying" });
    clock.ms += 11 * MINUTE_MS;
    expect(await checkPurchase(ctx, key)).toEqual({ state: "refused" });
    expect((await audited()).at(-1)).toBe("number.purchase_refused");
    expect(await sandbox.orders()).toBe(1);
  });

  it("is not repeated at another price, nor with a setup price that was not agreed to", async () => {
    for (const change of [{ monthlyPrice: 9 }, { setupPrice: 1 }]) {
      const { ctx, input, purchases, clock, stockId } = await buyer();
      const before = await sandbox.orders();
      await sandbox.control("faults", { ...ORDERS, fault: "drop", when: "before", times: 1 });
      await buyNumber(ctx, input);
      await sandbox.control(`bird/stock/${stockId}`, change);
      clock.ms += MINUTE_MS;
      const [row] = await purchases();
      await checkPurchase(ctx, { tenantId: input.tenantId, purchaseId: row?.id ?? "" });
      expect(await purchases()).toMatchObject([
        { state: "refused", failureDetail: { errorCode: "price_changed" } },
      ]);
      expect((await sandbox.orders()) - before).toBe(1);
    }
  });

  it("is repeated with the setup price that was agreed to", async () => {
    const { ctx, input, purchases, clock, stockId } = await buyer();
    await sandbox.control(`bird/stock/${stockId}`, { setupPrice: 1 });
    await sandbox.control("faults", { ...ORDERS, fault: "drop", when: "before", times: 1 });
    await buyNumber(ctx, { ...input, setupPrice: "1.00", setupCurrency: "EUR" });
    clock.ms += MINUTE_MS;
    const [row] = await purchases();
    const key = { tenantId: input.tenantId, purchaseId: row?.id ?? "" };
    expect(await checkPurchase(ctx, key)).toEqual({ state: "bought" });
    expect(await sandbox.orders()).toBe(2);
  });

  it("stays as it is while Bird is silent, and cannot be reached through another tenant", async () => {
    const { ctx, input, purchases, clock } = await buyer();
    await sandbox.control("faults", { ...ORDERS, fault: "status", status: 503, times: 1 });
    await buyNumber(ctx, input);
    const [row] = await purchases();
    const key = { tenantId: input.tenantId, purchaseId: row?.id ?? "" };
    clock.ms += 60 * MINUTE_MS;
    const silent = { ...{ target: "bird", path: "/numbers" }, fault: "status", status: 503 };
    await sandbox.control("faults", silent);
    expect(await checkPurchase(ctx, key)).toEqual({ state: "buying" });
    const foreign = checkPurchase(ctx, { ...key, tenantId: (await buyer()).tenant.id });
    await expect(foreign).rejects.toMatchObject({ code: "not_found" });
    const { leaseUntil } = numberPurchases;
    expect(await fresh.db.$count(numberPurchases, eq(leaseUntil, new Date(0)))).toBe(0);
    expect((await purchases())[0]).toMatchObject({ state: "buying", leaseUntil: null });
  });
});

describe("the way of a purchase", () => {
  it("goes from bought over verifying to ready, with times", async () => {
    const { ctx, input } = await buyer();
    await buyNumber(ctx, input);
    const shown = async () => (await listPurchases(ctx, { tenantId: input.tenantId }))[0];
    expect(await shown()).toMatchObject({ isUnderWay: true, price: "EUR 3.50" });
    expect((await shown())?.reached.map(({ stage }) => stage)).toEqual([
      "buying",
      "bought",
      "verifying",
    ]);
    await sandbox.control("clock", { advanceMs: 3 * MINUTE_MS });
    const ready = await shown();
    expect(ready?.isUnderWay).toBe(false);
    expect(ready?.reached.at(-1)).toMatchObject({ stage: "ready", at: expect.any(String) });
  });
});
