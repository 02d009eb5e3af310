import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { freshDb } from "@/db/testing";
import type { Context, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { announceJourney } from "@/lib/links/announce-journey";
import { memberContext } from "@/lib/testing";
import { announceConnection } from "./announce-connection";
import { operatorOf } from "./operator-testing";
import { type ConnectionsChanged, watchConnections } from "./watch-connections";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

it("tells every console of what changed, a burst at once, until it goes", async () => {
  const { ctx: member } = await memberContext(fresh.db);
  const ctx = await operatorOf(member, "viewer");
  const told: Record<"first" | "second", ConnectionsChanged[]> = { first: [], second: [] };
  const leave = await watchConnections(ctx, (changed) => told.first.push(changed));
  const leaveToo = await watchConnections(ctx, (changed) => told.second.push(changed));
  const ids = [newId(), newId(), newId()];
  await fresh.db.transaction(async (tx) => {
    for (const id of [...ids, ...ids]) await announceConnection(tx, { id });
  });
  await vi.waitFor(() => expect(told.second).toHaveLength(1), { timeout: 10_000 });
  await vi.waitFor(() => expect(told.first).toHaveLength(1), { timeout: 10_000 });
  expect(told.first).toEqual([{ ids, isGap: false }]);
  leave();
  await announceConnection(fresh.db, { id: newId() });
  await vi.waitFor(() => expect(told.second).toHaveLength(2), { timeout: 10_000 });
  expect(told.first).toHaveLength(1);
  await announceJourney(fresh.db);
  await vi.waitFor(() => expect(told.second).toHaveLength(3), { timeout: 10_000 });
  expect(told.second.at(-1)).toEqual({ ids: [], isGap: false });
  leaveToo();
});

it("tells a page at once that it was drawn before the last change", async () => {
  const { ctx: member } = await memberContext(fresh.db);
  const ctx = await operatorOf(member, "viewer");
  const drawnBefore = Date.now();
  const seen: ConnectionsChanged[] = [];
  const witness = await watchConnections(ctx, (changed) => seen.push(changed));
  await announceConnection(fresh.db, { id: newId() });
  await vi.waitFor(() => expect(seen).toHaveLength(1), { timeout: 10_000 });
  const told: Record<"early" | "late", ConnectionsChanged[]> = { early: [], late: [] };
  const leave = [
    await watchConnections(ctx, (one) => told.early.push(one), { since: drawnBefore }),
    await watchConnections(ctx, (one) => told.late.push(one), { since: Date.now() + 60_000 }),
  ];
  await vi.waitFor(() => expect(told.early).toEqual([{ ids: [], isGap: true }]), {
    timeout: 10_000,
  });
  expect(told.late).toEqual([]);
  for (const end of [witness, ...leave]) end();
});

it("tells nothing to customers", async () => {
  const { ctx } = await memberContext(fresh.db);
  const foreign = ctx as unknown as Context<Operator>;
  await expect(watchConnections(foreign, () => {})).rejects.toMatchObject({ code: "forbidden" });
});
