import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expireLinks } from "@/db/queries/links";
import { countSignupEvents, insertSignup, insertSignupEvent } from "@/db/queries/signups";
import { links, tallies, tenants, workspaces } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { provenConnection } from "@/lib/connections/testing";
import { newId } from "@/lib/ids";
import { hookUrlOf } from "@/lib/tenants/hook-url";
import { systemWith, workspaceOf } from "@/lib/webhooks/testing";
import { sweep } from "./sweep";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const HOUR_MS = 3_600_000;

/** A tenant whose workspace was hooked an hour ago, at an address of then. */
async function hooked(change: { hookUrl?: string; archivedAt?: Date } = {}) {
  const made = await systemWith(fresh.db);
  const { ctx, tenant, put } = made;
  const { workspaceId } = await workspaceOf(ctx, tenant.id);
  const { hookUrl = hookUrlOf({ appUrl: "https://old.example" }, workspaceId), ...more } = change;
  const updatedAt = new Date(ctx.now().getTime() - HOUR_MS);
  await ctx.db
    .update(workspaces)
    .set({ hookUrl: hookUrl.replace(":id", workspaceId), hookedAt: updatedAt, updatedAt })
    .where(eq(workspaces.workspaceId, workspaceId));
  await ctx.db
    .update(tenants)
    .set({ workspaceId, ...more })
    .where(eq(tenants.id, tenant.id));
  const putHere = () => put.filter(({ key }) => key === tenant.id);
  return { ...made, putHere };
}

describe("the sweep", () => {
  it("finds a connection again whose blocked step should have gone on, when its job was lost", async () => {
    const { advance, step, clock, put, ctx, key } = await provenConnection(fresh.db, {
      meta: { "POST /:waba/subscribed_apps": { status: 503, body: {} } },
    });
    for (let hour = 0; (await step("subscribe_app"))?.state !== "blocked" && hour < 60; hour += 1) {
      await advance();
      clock.now += HOUR_MS;
    }
    expect((await step("subscribe_app"))?.state).toBe("blocked");
    put.length = 0;
    await sweep(ctx);
    expect(put.map((job) => job.key)).toContain(key.connectionId);
  });

  it("ends links that fall due together, a batch at a time", async () => {
    const { ctx } = await hooked();
    const expiresAt = new Date(ctx.now().getTime() - 1_000);
    const names = Array.from({ length: 450 }, () => ({ name: "Due" }));
    const made = await ctx.db.insert(tenants).values(names).returning();
    const due = { purpose: "connect" as const, expiresAt };
    await ctx.db
      .insert(links)
      .values(made.map(({ id: tenantId }) => ({ ...due, tenantId, secretHash: newId() })));
    expect(await expireLinks(ctx.db, { now: ctx.now(), limit: 200 })).toBe(200);
    await sweep(ctx);
    const ended = and(eq(links.expiresAt, expiresAt), eq(links.state, "expired"));
    expect(await ctx.db.$count(links, ended)).toBe(450);
  });

  it("goes on after a part that fails, and fails in the end", async () => {
    const { ctx, tenant } = await hooked();
    const tenantId = tenant.id;
    const { id } = await insertSignup(ctx.db, { tenantId, state: "cancelled" });
    await insertSignupEvent(ctx.db, { tenantId, signupId: id, digest: "one", payload: {} });
    const expiresAt = new Date(ctx.now().getTime() - 1_000);
    await ctx.db
      .insert(links)
      .values({ tenantId, purpose: "connect", secretHash: newId(), expiresAt });
    await ctx.db.execute(sql`create function fail_here() returns trigger language plpgsql
      as $$ begin raise exception 'no link may change'; end $$`);
    await ctx.db.execute(sql`create trigger fail_here before update on links
      for each row execute function fail_here()`);
    const later = { ...ctx, now: () => new Date(Date.now() + 91 * 24 * HOUR_MS) };
    await expect(sweep(later)).rejects.toMatchObject({ errors: [expect.any(Error)] });
    expect(await countSignupEvents(ctx.db, id)).toBe(0);
    await ctx.db.execute(sql`drop function fail_here() cascade`);
    await sweep(later);
  });

  it("forgets old session events", async () => {
    const { ctx, tenant } = await hooked();
    const tenantId = tenant.id;
    const signup = await insertSignup(ctx.db, { tenantId, state: "cancelled" });
    const event = { tenantId, signupId: signup.id, digest: "one", payload: {} };
    await insertSignupEvent(ctx.db, event);
    await sweep(ctx);
    expect(await countSignupEvents(ctx.db, signup.id)).toBe(1);
    await sweep({ ...ctx, now: () => new Date(Date.now() + 91 * 24 * HOUR_MS) });
    expect(await countSignupEvents(ctx.db, signup.id)).toBe(0);
  });

  it("has hooks moved to today's address, each asked for once in a while", async () => {
    const { ctx, tenant, putHere } = await hooked();
    await sweep(ctx);
    await sweep(ctx);
    expect(putHere()).toEqual([{ queue: "ensure_workspace", key: tenant.id }]);
    await sweep({ ...ctx, now: () => new Date(Date.now() + HOUR_MS) });
    expect(putHere()).toHaveLength(2);
  });

  it("sums up what was counted", async () => {
    const { ctx } = await systemWith(fresh.db);
    const one = { metric: "failure", key: "code_used", day: "2026-11-20", amount: 2 } as const;
    await fresh.db.insert(tallies).values([one, one, one]);
    await sweep(ctx);
    const rows = await fresh.db.select().from(tallies).where(eq(tallies.key, one.key));
    expect(rows).toMatchObject([{ ...one, amount: 6 }]);
  });

  it("leaves alone what is in its place, what is archived, and all while there is no Bird", async () => {
    const { appUrl } = (await systemWith(fresh.db)).ctx.env;
    const right = await hooked({ hookUrl: `${appUrl}/api/webhooks/bird/:id` });
    const archived = await hooked({ archivedAt: new Date() });
    const apart = await hooked();
    await sweep({ ...apart.ctx, bird: undefined });
    expect(apart.putHere()).toEqual([]);
    await sweep(apart.ctx);
    expect(apart.put.map(({ key }) => key)).not.toContain(right.tenant.id);
    expect(apart.put.map(({ key }) => key)).not.toContain(archived.tenant.id);
    expect(apart.putHere()).toHaveLength(1);
  });
});
