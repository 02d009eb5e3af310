import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "@/lib/ids";
import { insertTenant } from "./queries/tenants";
import { auditLog, connections, links, tallies } from "./schema";
import { freshDb, type TestDatabase } from "./testing";

let fresh: TestDatabase;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

async function counts(metric: "connection" | "stage" | "failure") {
  const rows = await fresh.db
    .select({ key: tallies.key, amount: sql<number>`sum(${tallies.amount})::int` })
    .from(tallies)
    .where(eq(tallies.metric, metric))
    .groupBy(tallies.key);
  return Object.fromEntries(
    rows.filter(({ amount }) => amount).map(({ key, amount }) => [key, amount]),
  );
}

it("counts links and connections with every change of them, in its transaction", async () => {
  const { db } = fresh;
  const tenant = await insertTenant(db, { name: "Harbor Coffee" });
  const [link] = await db
    .insert(links)
    .values({ tenantId: tenant.id, purpose: "connect", secretHash: newId(), expiresAt: new Date() })
    .returning();
  await db
    .update(links)
    .set({ viewedAt: new Date() })
    .where(eq(links.id, link?.id ?? ""));
  const [row] = await db
    .insert(connections)
    .values({ tenantId: tenant.id, signupId: newId(), state: "provisioning", wabaId: "1" })
    .returning();
  const here = eq(connections.id, row?.id ?? "");
  await db.update(connections).set({ installedAt: new Date() }).where(here);
  await db.update(connections).set({ state: "connected", connectedAt: new Date() }).where(here);
  expect(await counts("connection")).toEqual({ "connected:": 1 });
  expect(await counts("stage")).toEqual({
    created: 1,
    viewed: 1,
    verified: 1,
    installed: 1,
    connected: 1,
  });
  await db
    .update(connections)
    .set({ state: "action_required", failureCode: "permission_lost" })
    .where(here);
  await expect(
    db.transaction(async (tx) => {
      await tx.delete(connections).where(here);
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  expect(await counts("connection")).toEqual({ "action_required:permission_lost": 1 });
  expect(await counts("failure")).toEqual({ permission_lost: 1 });
  await db.delete(connections).where(here);
  expect(await counts("connection")).toEqual({});
});

it("adds to the audit log and takes nothing back", async () => {
  const { db } = fresh;
  await db.insert(auditLog).values({ actorKind: "system", action: "test" });
  await expect(db.delete(auditLog)).rejects.toThrow();
  await expect(db.update(auditLog).set({ action: "other" })).rejects.toThrow();
  expect(await db.$count(auditLog)).toBe(1);
});
