import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { driverOf } from "@/db/drivers";
import { rowsOf } from "@/db/queries/rows-of";
import { auditLog, links } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Db } from "@/db/types";
import { newId } from "@/lib/ids";
import { operatorContext } from "@/lib/tenants/testing";
import { CreateLink, createLink } from "./create-link";
import { revokeLink } from "./revoke-link";
import { UpdateLink, updateLink } from "./update-link";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

async function madeLink() {
  const { ctx, tenant } = await operatorContext(fresh.db);
  const { id: linkId } = await createLink(ctx, { tenantId: tenant.id });
  return { ctx, linkId };
}
const rowOf = async (linkId: string) =>
  (await fresh.db.select().from(links).where(eq(links.id, linkId)))[0];

it("takes metadata by any name, and audits names without values", async () => {
  const { ctx, linkId } = await madeLink();
  await updateLink(ctx, { linkId, metadata: { token: "t-1", plan: "pro" } });
  expect(await rowOf(linkId)).toMatchObject({ metadata: { token: "t-1", plan: "pro" } });
  const updated = and(eq(auditLog.subjectId, linkId), eq(auditLog.action, "link.updated"));
  const rows = await fresh.db.select().from(auditLog).where(updated);
  expect(rows).toMatchObject([{ detail: { metadata: ["plan", "token"] } }]);
});

it("leaves alone what somebody else changes at the same moment", async () => {
  const { ctx, linkId } = await madeLink();
  const expiresAt = new Date(Date.now() + 3_600_000);
  let changing: Promise<void> | undefined;
  await fresh.db.transaction(async (tx) => {
    await tx.update(links).set({ expiresAt }).where(eq(links.id, linkId));
    changing = updateLink(ctx, { linkId, email: "ada@example.com" });
    await someoneWaitsFor(tx);
  });
  await changing;
  expect(await rowOf(linkId)).toMatchObject({ expiresAt, email: "ada@example.com" });
});

it("takes no change once it has ended, not even one that changes nothing", async () => {
  const { ctx, linkId } = await madeLink();
  await updateLink(ctx, { linkId });
  await revokeLink(ctx, { linkId });
  for (const change of [{}, { email: "ada@example.com" }])
    await expect(updateLink(ctx, { linkId, ...change })).rejects.toMatchObject({
      code: "conflict",
    });
});

it("is for an address that mail knows the length of", () => {
  const email = `ada@${"example.".repeat(40)}com`;
  const linkId = newId();
  expect(UpdateLink.safeParse({ linkId, email }).success).toBe(false);
  expect(CreateLink.safeParse({ tenantName: "A", email }).success).toBe(false);
  expect(UpdateLink.safeParse({ linkId, email: "ada@example.com" }).success).toBe(true);
});

/** With the embedded database, which has one connection, everybody else waits anyway. */
async function someoneWaitsFor(tx: Db): Promise<void> {
  if (driverOf(fresh.db).kind !== "pg") return;
  const [held] = await rowsOf<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`);
  const waiting = sql`select pid from pg_stat_activity where ${held?.pid} = any(pg_blocking_pids(pid))`;
  await expect.poll(() => rowsOf(fresh.db, waiting)).toHaveLength(1);
}
