import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moveLink } from "@/db/queries/links";
import { auditLog, events, links } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { openLink } from "@/lib/auth/open-link";
import { operatorOf } from "@/lib/connections/operator-testing";
import { memberContext } from "@/lib/testing";
import { createLink } from "./create-link";

const AT_ONCE = 32;

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const all = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: AT_ONCE }, work));

async function setUp() {
  const { ctx: member, tenant } = await memberContext(fresh.db);
  const ctx = await operatorOf({ ...member, actor: { kind: "system" } }, "admin");
  return { ctx, tenantId: tenant.id };
}

const eventsOf = async (linkId: string) =>
  (await fresh.db.select().from(events).where(eq(events.linkId, linkId))).map(({ type }) => type);

describe(`a link, ${AT_ONCE} times at once`, () => {
  it("is opened for one person, viewed once and told of once", async () => {
    const { ctx, tenantId } = await setUp();
    const { id, url } = await createLink(ctx, { tenantId });
    const secret = url.split("/c/")[1] ?? "";
    const opened = await all(() =>
      openLink(fresh.db, { secret, now: ctx.now(), requestId: undefined }),
    );
    expect(new Set(opened.map(({ userId }) => userId)).size).toBe(1);
    expect(await eventsOf(id)).toEqual(["link.viewed"]);
    const viewed = and(eq(auditLog.subjectId, id), eq(auditLog.action, "link.viewed"));
    expect(await fresh.db.$count(auditLog, viewed)).toBe(1);
  });

  it("is completed by one of them alone", async () => {
    const { ctx, tenantId } = await setUp();
    const { id: linkId } = await createLink(ctx, { tenantId });
    const move = { tenantId, linkId, to: "completed" as const, now: ctx.now() };
    const moved = await all(() => moveLink(fresh.db, move));
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect(await eventsOf(linkId)).toEqual(["link.completed"]);
  });

  it("is made, and the last one made is the only one that can be used", async () => {
    const { ctx, tenantId } = await setUp();
    const made = await all(() => createLink(ctx, { tenantId }));
    const rows = await fresh.db.select().from(links).where(eq(links.tenantId, tenantId));
    const live = rows.filter(({ state }) => state === "created");
    expect([rows.length, live.length]).toEqual([AT_ONCE, 1]);
    expect(made.map(({ id }) => id)).toContain(live[0]?.id);
  });
});
