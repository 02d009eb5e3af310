import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog, links } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { addLink } from "@/lib/auth/testing";
import type { Context } from "@/lib/context";
import { fakeProvider, memberContext } from "@/lib/testing";
import { answerLinkRequest } from "./answer-link-request";
import { createLink } from "./create-link";
import { listLinks } from "./list-links";
import { requestFreshLink } from "./request-fresh-link";
import { revokeLink } from "./revoke-link";
import type { LinkState } from "./states";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let inbox: Awaited<ReturnType<typeof fakeProvider>>;
beforeAll(async () => {
  fresh = await freshDb();
  inbox = await fakeProvider({ "POST /inbox": { status: 202, body: {} } });
});
afterAll(async () => {
  inbox.close();
  await fresh.close();
});

const HOUR_MS = 3_600_000;
let visitor = 0;

/** A tenant, the system on behalf of a visitor with an address of their own, and operators. */
async function setUp() {
  const { ctx, tenant } = await memberContext(fresh.db);
  visitor += 1;
  const env = { ...ctx.env, sandboxUrl: inbox.url };
  const as = (role: "owner" | "admin" | "viewer"): Context => ({
    ...{ ...ctx, env },
    actor: { kind: "operator", userId: ctx.actor.userId, role, sessionId: "test" },
  });
  const system: Context = { ...ctx, env, actor: { kind: "system" }, ip: `203.0.113.${visitor}` };
  return { member: ctx as Context, tenant, as, system };
}

const EXPIRED = { state: "expired" as const, expiresAt: new Date(Date.now() - HOUR_MS) };
const rowOf = async (id: string) =>
  (await fresh.db.select().from(links).where(eq(links.id, id)))[0];
const actionsOf = async (id: string) =>
  (await fresh.db.select().from(auditLog).where(eq(auditLog.subjectId, id))).map(
    (row) => row.action,
  );

describe("a fresh link", () => {
  it("is asked for once, and told of in the audit log with the address", async () => {
    const { tenant, system } = await setUp();
    const { id, secret } = await addLink(fresh.db, { tenantId: tenant.id, ...EXPIRED });
    await requestFreshLink(system, { secret });
    const first = (await rowOf(id))?.requestedAt;
    expect(first).toBeInstanceOf(Date);
    await requestFreshLink({ ...system, now: () => new Date(Date.now() + 60_000) }, { secret });
    expect((await rowOf(id))?.requestedAt).toEqual(first);
    const rows = await fresh.db.select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(rows).toMatchObject([{ action: "link.requested", ip: system.ip }]);
  });

  it("may be asked for as soon as the time is over, before the sweep says so", async () => {
    const { tenant, system } = await setUp();
    const over = { state: "viewed" as const, expiresAt: new Date(Date.now() - 1_000) };
    const { id, secret } = await addLink(fresh.db, { tenantId: tenant.id, ...over });
    await requestFreshLink(system, { secret });
    expect((await rowOf(id))?.requestedAt).toBeInstanceOf(Date);
  });

  const others: LinkState[] = ["created", "viewed", "started", "failed", "completed", "revoked"];
  it.each(others)("is not for one that is %s", async (state) => {
    const { tenant, system } = await setUp();
    const { id, secret } = await addLink(fresh.db, { tenantId: tenant.id, state });
    expect(await requestFreshLink(system, { secret })).toBeUndefined();
    expect((await rowOf(id))?.requestedAt).toBeNull();
    expect(await requestFreshLink(system, { secret: "nobody-has-this-secret" })).toBeUndefined();
  });

  it("is asked for twenty times an hour from one address, and five times a day for one link", async () => {
    const { tenant, system } = await setUp();
    const { secret } = await addLink(fresh.db, { tenantId: tenant.id, ...EXPIRED });
    for (let n = 0; n < 5; n += 1) await requestFreshLink(system, { secret });
    const limited = { code: "too_many_requests" };
    await expect(requestFreshLink(system, { secret })).rejects.toMatchObject(limited);
    const guess = () => requestFreshLink(system, { secret: "a-secret-that-is-guessed" });
    for (let n = 0; n < 14; n += 1) await guess();
    await expect(guess()).rejects.toMatchObject(limited);
  });

  it("comes with one click: same settings, same address, and the request is settled", async () => {
    const { tenant, as, system } = await setUp();
    const settings = { email: "ada@harbor.example", expectedPhoneNumber: "+31612345678" };
    const { id, secret } = await addLink(fresh.db, {
      ...{ tenantId: tenant.id, ...EXPIRED, ...settings, numberId: "own" },
      createdAt: new Date(EXPIRED.expiresAt.getTime() - 2 * HOUR_MS),
    });
    await requestFreshLink(system, { secret });
    const listed = await listLinks(as("admin"), { requested: "1", tenant: tenant.id });
    expect(listed.rows).toMatchObject([{ id, isRequested: true }]);
    expect(listed.requests.count).toBeGreaterThan(0);
    const made = await answerLinkRequest(as("admin"), { linkId: id });
    expect(made).toMatchObject({ tenantId: tenant.id, mail: "sent" });
    const row = await rowOf(made.id);
    expect(row).toMatchObject({ ...settings, numberId: "own", mailedAt: expect.any(Date) });
    const lifeMs = (row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0);
    expect(lifeMs).toBe(2 * HOUR_MS);
    expect(inbox.calls.at(-1)?.body).toContain(made.url);
    expect((await rowOf(id))?.requestedAt).toBeNull();
    await expect(answerLinkRequest(as("admin"), { linkId: id })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("is answered once, whoever clicks at the same time", async () => {
    const { tenant, as, system } = await setUp();
    const { id, secret } = await addLink(fresh.db, { tenantId: tenant.id, ...EXPIRED });
    await requestFreshLink(system, { secret });
    const answers = await Promise.allSettled(
      Array.from({ length: 4 }, () => answerLinkRequest(as("owner"), { linkId: id })),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("settles the request when it is made by hand", async () => {
    const { tenant, as, system } = await setUp();
    const { id, secret } = await addLink(fresh.db, { tenantId: tenant.id, ...EXPIRED });
    await requestFreshLink(system, { secret });
    await createLink(as("admin"), { tenantId: tenant.id });
    expect((await rowOf(id))?.requestedAt).toBeNull();
  });
});

describe("revoking a link", () => {
  it("ends it for good, once", async () => {
    const { tenant, as } = await setUp();
    const { id } = await addLink(fresh.db, { tenantId: tenant.id, state: "viewed" });
    await revokeLink(as("admin"), { linkId: id });
    expect(await rowOf(id)).toMatchObject({ state: "revoked", revokedAt: expect.any(Date) });
    expect(await actionsOf(id)).toContain("link.revoked");
    await revokeLink(as("admin"), { linkId: id });
    expect((await actionsOf(id)).filter((action) => action === "link.revoked")).toHaveLength(1);
    const { id: used } = await addLink(fresh.db, { tenantId: tenant.id, state: "completed" });
    await expect(revokeLink(as("admin"), { linkId: used })).rejects.toMatchObject({
      extra: { reason: "link_ended" },
    });
  });

  it("and answering is for admins and owners, looking for operators", async () => {
    const { tenant, as, member } = await setUp();
    const { id } = await addLink(fresh.db, { tenantId: tenant.id, ...EXPIRED });
    const forbidden = { code: "forbidden" };
    for (const ctx of [as("viewer"), member]) {
      await expect(revokeLink(ctx, { linkId: id })).rejects.toMatchObject(forbidden);
      await expect(answerLinkRequest(ctx, { linkId: id })).rejects.toMatchObject(forbidden);
    }
    await expect(listLinks(member, {})).rejects.toMatchObject(forbidden);
    expect((await listLinks(as("viewer"), { tenant: tenant.id })).rows).toMatchObject([
      { id, canRevoke: false, isRequested: false },
    ]);
  });
});

describe("the list of links", () => {
  it("pages through all of a tenant's without a gap, and filters by state", async () => {
    const { tenant, as } = await setUp();
    const made: string[] = [];
    for (let n = 0; n < 55; n += 1)
      made.push((await addLink(fresh.db, { tenantId: tenant.id, state: "revoked" })).id);
    await addLink(fresh.db, { tenantId: tenant.id, ...EXPIRED });
    const filter = { tenant: tenant.id, state: "revoked" as const };
    const first = await listLinks(as("viewer"), filter);
    const second = await listLinks(as("viewer"), { ...filter, after: first.older });
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);
    expect(ids).toEqual(made.toReversed());
    expect(second.older).toBeUndefined();
    const back = await listLinks(as("viewer"), { ...filter, before: second.newer });
    expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    expect(JSON.stringify(first)).not.toContain("secret");
  });
});

describe("mailing links", () => {
  it("is done three times a quarter of an hour per address, and makes no link beyond that", async () => {
    const { tenant, as, system } = await setUp();
    const email = "often@harbor.example";
    const mailed = inbox.calls.length;
    const make = () => createLink(as("admin"), { tenantId: tenant.id, email, mail: "on" });
    for (let time = 0; time < 3; time += 1) expect((await make()).mail).toBe("sent");
    const count = () => fresh.db.$count(links, eq(links.tenantId, tenant.id));
    const limited = { code: "too_many_requests", extra: { reason: "mail_email" } };
    await expect(make()).rejects.toMatchObject(limited);
    const shouted = createLink(as("admin"), {
      ...{ tenantId: tenant.id, email: email.toUpperCase(), mail: "on" },
    });
    await expect(shouted).rejects.toMatchObject(limited);
    expect([await count(), inbox.calls.length - mailed]).toEqual([3, 3]);

    const asked = await addLink(fresh.db, { tenantId: tenant.id, ...EXPIRED, email });
    await requestFreshLink(system, { secret: asked.secret });
    await expect(answerLinkRequest(as("admin"), { linkId: asked.id })).rejects.toMatchObject(
      limited,
    );
    expect((await rowOf(asked.id))?.requestedAt).toBeInstanceOf(Date);
    expect(await count()).toBe(4);
  });
});
