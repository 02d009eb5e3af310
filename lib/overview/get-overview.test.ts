import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { links, signups, tallies } from "@/db/schema";
import { freshDb, type TestDatabase } from "@/db/testing";
import type { Context, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { memberContext } from "@/lib/testing";
import { connectionOf, systemWith } from "@/lib/webhooks/testing";
import { getOverview } from "./get-overview";

let fresh: TestDatabase;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const MINUTE_MS = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS);

async function asOperator(role: Operator["role"] = "admin") {
  const { ctx, tenant } = await systemWith(fresh.db);
  const actor: Operator = { kind: "operator", userId: newId(), role, sessionId: "test" };
  const operator: Context<Operator> = { ...ctx, actor };
  return { ctx, tenant, overview: (days?: 7 | 30 | 90) => getOverview(operator, { days }) };
}

describe("the overview", () => {
  it("shows what is stuck, oldest first, with who must act and the lever", async () => {
    const { ctx, tenant, overview } = await asOperator();
    const make = (change: Parameters<typeof connectionOf>[2]) =>
      connectionOf(ctx, tenant.id, change);
    const late = await make({ state: "provisioning", updatedAt: ago(30) });
    await make({ state: "provisioning", updatedAt: ago(2) });
    await make({ state: "connected", updatedAt: ago(900) });
    const blocked = { state: "action_required", failureCode: "connector_refused" } as const;
    const ours = await make({ ...blocked, updatedAt: ago(60) });
    const lost = { state: "action_required", failureCode: "permission_lost" } as const;
    const theirs = await make({ ...lost, updatedAt: ago(1) });
    const { stuck, now } = await overview();
    expect(stuck).toMatchObject([
      { id: ours.id, partyText: "You", canRetry: true, state: "action_required" },
      { id: late.id, partyText: "Perch, by itself", canRetry: false, state: "provisioning" },
      { id: theirs.id, partyText: "The customer", canRetry: false },
    ]);
    expect(now).toMatchObject({ connected: 1, settingUp: 2, attention: 2 });
    expect(now.waitingFor).toEqual([
      { party: "customer", count: 1 },
      { party: "isv", count: 1 },
    ]);
  });

  it("lets a viewer look at it without levers, and nobody else but operators", async () => {
    const { overview } = await asOperator("viewer");
    const view = await overview();
    expect(view.mayChange).toBe(false);
    expect(view.stuck.filter(({ canRetry }) => canRetry)).toEqual([]);
    const { ctx: member } = await memberContext(fresh.db);
    const forged = member as unknown as Context<Operator>;
    await expect(getOverview(forged, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  it("names the last try of a customer that came to nothing, until there is a later one", async () => {
    const { ctx, tenant, overview } = await asOperator();
    const failed = { tenantId: tenant.id, state: "failed", failureCode: "code_used" } as const;
    const mine = async () =>
      (await overview()).signups.filter(({ tenantId }) => tenantId === tenant.id);
    await fresh.db.insert(signups).values(failed);
    const [second] = await fresh.db.insert(signups).values(failed).returning();
    expect(await mine()).toMatchObject([{ id: second?.id, failure: { code: "code_used" } }]);
    await connectionOf(ctx, tenant.id);
    expect(await mine()).toEqual([]);
  });

  it("reminds of permissions that end soon, and of no others", async () => {
    const { ctx, tenant, overview } = await asOperator();
    const soon = await connectionOf(ctx, tenant.id, { tokenExpiresAt: ago(-20 * 1440) });
    const over = await connectionOf(ctx, tenant.id, { tokenExpiresAt: ago(1440) });
    await connectionOf(ctx, tenant.id, { tokenExpiresAt: ago(-22 * 1440) });
    expect((await overview()).ending).toMatchObject([
      { id: over.id, hasEnded: true },
      { id: soon.id, hasEnded: false },
    ]);
  });

  it("draws the funnel with the times of each stage, and every day of the time", async () => {
    const { tenant, overview } = await asOperator();
    await fresh.db.delete(tallies);
    const createdAt = ago(20);
    const [link] = await fresh.db
      .insert(links)
      .values({
        tenantId: tenant.id,
        purpose: "connect",
        secretHash: newId(),
        expiresAt: ago(-60),
        createdAt,
      })
      .returning();
    const viewedAt = new Date(createdAt.getTime() + 5 * MINUTE_MS);
    await fresh.db
      .update(links)
      .set({ viewedAt })
      .where(eq(links.id, link?.id ?? ""));
    const { funnel, connectedByDay } = await overview(7);
    const [created, viewed, started] = funnel.stages;
    expect(created).toMatchObject({ stage: "created", count: 1 });
    expect(viewed).toMatchObject({ stage: "viewed", count: 1, shareOfBefore: 1 });
    expect(Math.abs((viewed?.medianMs ?? 0) / (5 * MINUTE_MS) - 1)).toBeLessThan(0.13);
    expect(started).toMatchObject({ count: 0, medianMs: undefined });
    expect(funnel.loss).toMatchObject({ from: "viewed", to: "started", lost: 1, of: 1 });
    expect(connectedByDay).toHaveLength(7);
    expect(connectedByDay.at(-1)?.day).toBe(new Date().toISOString().slice(0, 10));
  });
});
