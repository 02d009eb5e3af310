import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertConnection } from "@/db/queries/connections";
import { tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { type SandboxProcess, startSandboxProcess } from "@/lib/bird/testing";
import type { Context, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { type FakeRoutes, memberContext } from "@/lib/testing";
import { findBuyers } from "./find-buyers";
import { getOffer } from "./get-offer";
import { listPurchases } from "./list-purchases";
import { listWorkspaceNumbers, NumberFilters } from "./list-workspace-numbers";
import { searchNumbersForSale } from "./search-numbers-for-sale";
import { buyerOf } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let sandbox: SandboxProcess;
beforeAll(async () => {
  [fresh, sandbox] = await Promise.all([freshDb(), startSandboxProcess()]);
});
beforeEach(async () => {
  await fresh.db.update(tenants).set({ workspaceId: null });
});
afterAll(async () => {
  sandbox.close();
  await fresh.close();
});

const buyer = () => buyerOf(fresh.db, sandbox);
const none = NumberFilters.parse({});
const add = (workspaceId: string, state: string) =>
  sandbox.control<{ id: string; number: string }>("bird/numbers", { workspaceId, state });

describe("the list of all numbers", () => {
  it("shows each customer's numbers with state, time left, papers and the connection that uses one", async () => {
    const { ctx, tenant, workspaceId } = await buyer();
    const numbers = [];
    for (const state of ["verified", "verifying", "failed", "expired", "absent", "verified"])
      numbers.push(await add(workspaceId, state));
    const used = numbers.at(-1);
    const connection = await insertConnection(fresh.db, {
      ...{ tenantId: tenant.id, signupId: newId(), state: "connected", wabaId: "1" },
      ...{ phoneNumberId: newId(), phoneNumber: used?.number },
    });
    const { rows, isUnderWay } = await listWorkspaceNumbers(ctx, none);
    expect(rows).toMatchObject([{ tenant: { id: tenant.id }, problem: undefined, more: 0 }]);
    const shown = new Map(rows[0]?.numbers.map((one) => [one.id, one]));
    const states = numbers.map(({ id }) => shown.get(id)?.state);
    expect(states).toEqual([
      ...["ready", "verifying", "failed", "expired", "not_enrolled", "connected"],
    ]);
    expect(numbers.map(({ id }) => shown.get(id)?.isReady)).toEqual([
      ...[true, false, false, false, false, false],
    ]);
    const ready = shown.get(numbers[0]?.id ?? "");
    expect(ready).toMatchObject({ country: "US", raw: "verified / final" });
    expect(ready?.timeLeft).toMatch(/^8\d days$/);
    expect(shown.get(used?.id ?? "")?.connection).toMatchObject({ id: connection.id });
    expect(isUnderWay).toBe(true);
  });

  it("gives a workspace that cannot be read its own row, and shows the others", async () => {
    const [good, bad] = [await buyer(), await buyer()];
    await add(good.workspaceId, "verified");
    const gone = { workspaceId: newId() };
    await fresh.db.update(tenants).set(gone).where(eq(tenants.id, bad.tenant.id));
    const { rows } = await listWorkspaceNumbers(good.ctx, none);
    const problems = new Map(rows.map(({ tenant, problem }) => [tenant.id, problem]));
    expect(problems.get(good.tenant.id)).toBe(undefined);
    expect(problems.get(bad.tenant.id)).toMatch(/does not know this workspace/);
    const off = await listWorkspaceNumbers({ ...good.ctx, bird: undefined }, none);
    expect(off.rows.every(({ problem }) => problem?.includes("not set up"))).toBe(true);
  });

  it("is for operators, and offers viewers nothing to change", async () => {
    const { as, member } = await buyer();
    expect((await listWorkspaceNumbers(as("viewer"), none)).mayChange).toBe(false);
    expect((await listWorkspaceNumbers(as("admin"), none)).mayChange).toBe(true);
    const foreign = member as unknown as Context<Operator>;
    const wanted = { tenantId: newId(), country: "US", number: "+1" };
    for (const call of [
      () => listWorkspaceNumbers(foreign, none),
      () => listPurchases(foreign),
      () => findBuyers(foreign, { tenant: undefined, q: undefined }),
      () => searchNumbersForSale(foreign, { country: "US" }),
      () => getOffer(foreign, wanted),
    ])
      await expect(call()).rejects.toMatchObject({ code: "forbidden" });
  });

  it("pages by twenty customers and never asks more than five workspaces at once", async () => {
    const atWork = { now: 0, most: 0 };
    const routes: FakeRoutes = new Proxy(
      {},
      {
        get: () => async () => {
          atWork.now += 1;
          atWork.most = Math.max(atWork.most, atWork.now);
          await new Promise((wake) => setTimeout(wake, 20));
          atWork.now -= 1;
          return { body: { results: [] } };
        },
      },
    );
    const { ctx: member, birdApi } = await memberContext(fresh.db, { bird: routes });
    const ctx = { ...(await buyer()).as("viewer"), bird: member.bird };
    await fresh.db.update(tenants).set({ workspaceId: null });
    const made = Array.from({ length: 45 }, (_, n) => ({
      name: `Shop ${n}`,
      workspaceId: newId(),
      externalId: `crm_${n}`,
    }));
    await fresh.db.insert(tenants).values(made);
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 3; page += 1) {
      const { rows, older } = await listWorkspaceNumbers(ctx, { ...none, after });
      seen.push(...rows.map(({ tenant }) => tenant.name));
      after = older;
    }
    expect(after).toBe(undefined);
    expect(new Set(seen).size).toBe(45);
    expect(birdApi.calls).toHaveLength(45);
    expect(atWork.most).toBe(5);
    const found = async (q: string) =>
      (await listWorkspaceNumbers(ctx, { ...none, q })).rows.map(({ tenant }) => tenant.name);
    expect(await found("SHOP 44")).toEqual(["Shop 44"]);
    expect(await found("CRM_44")).toEqual(["Shop 44"]);
    expect(await found("crm%44")).toEqual([]);
    const calls = birdApi.calls.length;
    await found("shop 44");
    expect(birdApi.calls).toHaveLength(calls);
  });

  it("counts the numbers it does not show, and shows more of a customer alone", async () => {
    const { ctx, tenant, workspaceId } = await buyer();
    await buyer();
    for (let n = 0; n < 12; n += 1) await add(workspaceId, "verified");
    const all = await listWorkspaceNumbers(ctx, none);
    const row = all.rows.find((one) => one.tenant.id === tenant.id);
    expect([row?.numbers.length, row?.more]).toEqual([10, 2]);
    const alone = await listWorkspaceNumbers(ctx, { ...none, tenant: tenant.id });
    expect([alone.rows[0]?.numbers.length, alone.rows[0]?.more]).toEqual([12, 0]);
  });
});

describe("numbers for sale", () => {
  it("are found by beginning at Bird and by digits anywhere here", async () => {
    const { as } = await buyer();
    const ctx = as("viewer");
    const [first] = (await searchNumbersForSale(ctx, { country: "US", prefix: "+1305" })).rows;
    expect(first).toMatchObject({
      ...{ phoneNumber: expect.stringMatching(/^\+1 305/), monthlyPrice: "EUR 3.50" },
      ...{ setupPrice: undefined, capabilities: ["Voice", "SMS", "MMS"], isBackOrder: false },
    });
    const inside = await searchNumbersForSale(ctx, { country: "US", contains: "5550112" });
    expect(inside.rows.map(({ number }) => number).toSorted()).toEqual([
      ...["+12125550112", "+13055550112"],
    ]);
    expect(inside.lookedThrough).toBeGreaterThan(60);
    const british = await searchNumbersForSale(ctx, { country: "GB", type: "mobile" });
    expect(british.rows[0]).toMatchObject({ monthlyPrice: "GBP 2.90", setupPrice: "GBP 5.00" });
    const first50 = await searchNumbersForSale(ctx, { country: "US" });
    const rest = await searchNumbersForSale(ctx, { country: "US", page: first50.nextPage });
    const ids = new Set([...first50.rows, ...rest.rows].map(({ id }) => id));
    expect(ids.size).toBe(first50.rows.length + rest.rows.length);
  });

  it("are offered with the price of now and the papers of the country", async () => {
    const { ctx, tenant, phoneNumber, stockId } = await buyer();
    const wanted = { tenantId: tenant.id, country: "US", number: phoneNumber };
    await sandbox.control(`bird/stock/${stockId}`, { monthlyPrice: 7.25 });
    expect(await getOffer(ctx, wanted)).toMatchObject({
      ...{ tenant: { hasWorkspace: true }, papers: [], problem: undefined },
      offer: { number: phoneNumber, monthlyPrice: { amount: "7.25", currency: "EUR" } },
    });
    const gone = await getOffer(ctx, { ...wanted, number: "+12125559999" });
    expect(gone).toMatchObject({ offer: undefined, problem: expect.any(String) });
    expect(await getOffer(ctx, { ...wanted, tenantId: newId() })).toMatchObject({
      tenant: undefined,
    });
  });

  it("say in words what is wrong with Bird", async () => {
    const { ctx } = await buyer();
    await sandbox.control("faults", {
      ...{ target: "bird", path: "numbers-stock-items", fault: "status", status: 403, times: 1 },
    });
    const refused = await searchNumbersForSale(ctx, { country: "US" });
    expect(refused).toMatchObject({ rows: [], problem: expect.stringMatching(/access key/) });
  });
});
