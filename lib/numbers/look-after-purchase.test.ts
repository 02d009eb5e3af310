import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { freshDb } from "@/db/testing";
import { type SandboxProcess, startSandboxProcess } from "@/lib/bird/testing";
import type { Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { sweep } from "@/lib/jobs/sweep";
import { buyNumber } from "./buy-number";
import { listPurchases } from "./list-purchases";
import { lookAfterPurchase } from "./look-after-purchase";
import { buyerOf } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let sandbox: SandboxProcess;
beforeAll(async () => {
  [fresh, sandbox] = await Promise.all([freshDb(), startSandboxProcess()]);
});
afterEach(async () => {
  await fetch(`${sandbox.url}/control/faults`, { method: "DELETE" });
  await fetch(`${sandbox.url}/control/requests`, { method: "DELETE" });
});
afterAll(async () => {
  sandbox.close();
  await fresh.close();
});

const HOUR_MS = 3_600_000;

async function bought() {
  const made = await buyerOf(fresh.db, sandbox);
  const { purchaseId } = await buyNumber(made.ctx, made.input);
  const row = async () => (await made.purchases()).find(({ id }) => id === purchaseId);
  const numberId = (await row())?.numberId ?? "";
  made.clock.ms += HOUR_MS;
  return {
    ...made,
    row,
    key: { tenantId: made.tenant.id, purchaseId },
    system: { ...made.ctx, actor: { kind: "system" as const } } satisfies Context,
    cancelAtBird: () =>
      fetch(`${sandbox.url}/control/bird/numbers/${numberId}`, { method: "DELETE" }),
    sellAgain: () =>
      sandbox.control("bird/stock", { number: made.phoneNumber, country: "US", type: "local" }),
  };
}

describe("a bought number that Bird has no more", () => {
  it("is ended by the sweep, once, with an audit row, and only looked after once a day", async () => {
    const { cancelAtBird, clock, system, row, audited } = await bought();
    await sweep(system);
    expect(await row()).toMatchObject({ state: "bought" });
    await cancelAtBird();
    await sweep(system);
    expect(await row()).toMatchObject({ state: "bought" });
    clock.ms += 25 * HOUR_MS;
    await Promise.all([sweep(system), sweep(system)]);
    await sweep(system);
    expect(await row()).toMatchObject({ state: "cancelled", leaseUntil: null });
    expect(await audited()).toEqual([
      ...["number.purchase_started", "number.bought", "number.cancelled"],
    ]);
  });

  it("can be bought again, by another customer too", async () => {
    const { cancelAtBird, sellAgain, ctx, input, row } = await bought();
    const again = { ...input, tenantId: (await buyerOf(fresh.db, sandbox)).tenant.id };
    await expect(buyNumber(ctx, again)).rejects.toMatchObject({
      extra: { reason: "number_taken" },
    });
    await cancelAtBird();
    await sellAgain();
    expect(await buyNumber(ctx, again)).toMatchObject({ state: "bought" });
    expect(await row()).toMatchObject({ state: "cancelled" });
    expect(await sandbox.orders()).toBe(2);
  });

  it("is shown as cancelled after somebody looked at the list", async () => {
    const { cancelAtBird, ctx, tenant } = await bought();
    await cancelAtBird();
    const soon: (() => Promise<unknown>)[] = [];
    const jobs = {
      ...ctx.jobs,
      soon: (_: string, work: () => Promise<unknown>) => soon.push(work),
    };
    const list = async () => (await listPurchases({ ...ctx, jobs }, { tenantId: tenant.id }))[0];
    await list();
    await Promise.all(soon.map((work) => work()));
    expect(await list()).toMatchObject({
      problem: expect.stringContaining("cancelled there"),
      isUnderWay: false,
      canSettle: false,
    });
  });

  it("stays bought in any doubt", async () => {
    const { cancelAtBird, ctx, clock, key, as, workspaceId } = await bought();
    const look = async () => (await lookAfterPurchase(ctx, key)).state;
    const isBoughtDespite = async (path: string, status: number) => {
      await sandbox.control("faults", { target: "bird", path, fault: "status", status });
      expect(await look(), `${path} ${status}`).toBe("bought");
      await fetch(`${sandbox.url}/control/faults`, { method: "DELETE" });
    };
    await isBoughtDespite("/numbers/", 404);
    await cancelAtBird();
    clock.ms -= HOUR_MS;
    expect(await look()).toBe("bought");
    clock.ms += HOUR_MS;
    for (const status of [403, 503]) await isBoughtDespite("/numbers/", status);
    for (const status of [404, 403, 503]) await isBoughtDespite(`${workspaceId}/numbers`, status);
    const off = lookAfterPurchase({ ...ctx, bird: undefined }, key);
    expect((await off).state).toBe("bought");
    const foreign = { ...key, tenantId: newId() };
    await expect(lookAfterPurchase(ctx, foreign)).rejects.toThrow();
    await expect(lookAfterPurchase(as("viewer"), key)).rejects.toMatchObject({ code: "forbidden" });
    expect(await look()).toBe("cancelled");
    expect(await look()).toBe("cancelled");
  });
});
