import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditLog, links, members, sessions, tenants, users } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { findSession } from "@/lib/auth/find-session";
import { openLink } from "@/lib/auth/open-link";
import { openSession } from "@/lib/auth/open-session";
import { resolveLink } from "@/lib/auth/resolve-link";
import { revokeSession } from "@/lib/auth/revoke-session";
import { revokeSessionsOfLink } from "@/lib/auth/revoke-sessions-of-link";
import { revokeSessionsOfUser } from "@/lib/auth/revoke-sessions-of-user";
import { addLink, addTenant, HOUR_MS } from "@/lib/auth/testing";
import { LINK_TRANSITIONS, type LinkState } from "@/lib/links/states";

let database: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  database = await freshDb();
});
afterAll(() => database.close());

const system = () => ({ db: database.db, actor: { kind: "system" as const }, requestId: "r1" });

async function enter(secret: string, now = new Date()) {
  const grant = await openLink(database.db, {
    ...{ secret, now },
    requestId: "r1",
    ip: "203.0.113.7",
  });
  const opened = await openSession(database.db, grant, {
    now,
    requestId: "r1",
    replacedToken: undefined,
    ip: "203.0.113.7",
    userAgent: "Browser/1",
  });
  return { ...grant, token: opened.token };
}
const find = (token: string, now = new Date()) => findSession(database.db, token, now);

describe("opening a link", () => {
  const opens: LinkState[] = ["created", "viewed", "started", "failed"];
  test.each(Object.keys(LINK_TRANSITIONS) as LinkState[])("in state %s", async (state) => {
    const tenantId = await addTenant(database.db);
    const { id, secret } = await addLink(database.db, { tenantId, state });
    if (!opens.includes(state)) {
      await expect(enter(secret)).rejects.toMatchObject({ code: "gone", extra: { reason: state } });
      return;
    }
    const { token, userId } = await enter(secret);
    expect(await find(token)).toMatchObject({ kind: "member", userId, tenantId, linkId: id });
    const [link] = await database.db.select().from(links).where(eq(links.id, id));
    expect(link?.state).toBe(state === "created" ? "viewed" : state);
    expect(Boolean(link?.viewedAt)).toBe(state === "created");
  });

  test("reading it changes nothing", async () => {
    const { id, secret } = await addLink(database.db, { tenantId: await addTenant(database.db) });
    const before = await dump();
    expect((await resolveLink(database.db, secret, new Date())).standing).toBe("open");
    expect(await dump()).toBe(before);
    expect(before).toContain(id);
  });

  test("refuses one whose time is over, one of an archived tenant, and nonsense", async () => {
    const tenantId = await addTenant(database.db);
    const { secret } = await addLink(database.db, { tenantId });
    await expect(enter(secret, new Date(Date.now() + 2 * HOUR_MS))).rejects.toMatchObject({
      extra: { reason: "expired" },
    });
    await database.db
      .update(tenants)
      .set({ archivedAt: new Date() })
      .where(eq(tenants.id, tenantId));
    await expect(enter(secret)).rejects.toMatchObject({ code: "not_found" });
    await expect(enter("no-such-secret-at-all")).rejects.toMatchObject({ code: "not_found" });
    await expect(enter("")).rejects.toMatchObject({ code: "not_found" });
  });

  test("is the same person every time, also when opened twice at once", async () => {
    const { secret } = await addLink(database.db, { tenantId: await addTenant(database.db) });
    const [first, second] = await Promise.all([enter(secret), enter(secret)]);
    expect(first.userId).toBe(second.userId);
    const viewed = await database.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subjectId, first.linkId));
    expect(viewed.filter(({ action }) => action === "link.viewed")).toHaveLength(1);
  });

  test("with a member's e-mail is that member, with an operator's it is somebody else", async () => {
    const [operator] = await database.db
      .insert(users)
      .values({ email: "boss@isv.example", role: "owner" })
      .returning();
    const tenantId = await addTenant(database.db);
    const forMember = await addLink(database.db, { tenantId, email: "Mia@Tenant.example" });
    const mia = await enter(forMember.secret);
    const [row] = await database.db.select().from(users).where(eq(users.id, mia.userId));
    expect(row).toMatchObject({ email: "mia@tenant.example", role: null });
    const forBoss = await addLink(database.db, {
      tenantId,
      purpose: "reconnect",
      email: "boss@isv.example",
    });
    const stranger = await enter(forBoss.secret);
    expect(stranger.userId).not.toBe(operator?.id);
    expect(await find(stranger.token)).toMatchObject({ kind: "member", tenantId });
  });
});

describe("a session", () => {
  test("says where it was opened and by what browser, and the audit log where from", async () => {
    const { secret } = await addLink(database.db, { tenantId: await addTenant(database.db) });
    const { userId } = await enter(secret);
    const from = { ip: "203.0.113.7" };
    const rows = await database.db.select().from(sessions).where(eq(sessions.userId, userId));
    expect(rows).toMatchObject([{ ...from, userAgent: "Browser/1" }]);
    const audited = await database.db.select().from(auditLog).where(eq(auditLog.actorId, userId));
    expect(audited.find(({ action }) => action === "session.opened")).toMatchObject(from);
    expect(audited.find(({ action }) => action === "link.viewed")).toMatchObject(from);
  });

  test("is in the database by digest only", async () => {
    const { secret } = await addLink(database.db, { tenantId: await addTenant(database.db) });
    const { token } = await enter(secret);
    const text = await dump();
    expect(text).not.toContain(token);
    expect(text).not.toContain(secret);
  });

  test("ends 24 hours after the link opened it", async () => {
    const { secret } = await addLink(database.db, { tenantId: await addTenant(database.db) });
    const { token } = await enter(secret);
    expect(await find(token, new Date(Date.now() + 23.9 * HOUR_MS))).toBeDefined();
    expect(await find(token, new Date(Date.now() + 24.1 * HOUR_MS))).toBeUndefined();
  });

  test("is dead at once when its link is revoked, its tenant archived, its membership gone", async () => {
    const { db } = database;
    const kills = [
      (ids: Ids) => db.update(links).set({ state: "revoked" }).where(eq(links.id, ids.linkId)),
      (ids: Ids) =>
        db.update(tenants).set({ archivedAt: new Date() }).where(eq(tenants.id, ids.tenantId)),
      (ids: Ids) => db.delete(members).where(eq(members.userId, ids.userId)),
      (ids: Ids) => db.delete(links).where(eq(links.id, ids.linkId)),
      (ids: Ids) => revokeSessionsOfLink(system(), ids),
      (ids: Ids) => revokeSessionsOfUser(system(), ids),
    ];
    for (const kill of kills) {
      const { secret } = await addLink(db, { tenantId: await addTenant(db) });
      const { token, ...ids } = await enter(secret);
      expect(await find(token)).toBeDefined();
      await kill(ids);
      expect(await find(token)).toBeUndefined();
    }
  });

  test("keeps to its tenant, whoever's person it is", async () => {
    const { db } = database;
    const [one, two] = [await addTenant(db, "One"), await addTenant(db, "Two")];
    const email = "shared@tenant.example";
    const first = await enter((await addLink(db, { tenantId: one, email })).secret);
    const second = await enter((await addLink(db, { tenantId: two, email })).secret);
    expect(first.userId).toBe(second.userId);
    expect(await find(first.token)).toMatchObject({ tenantId: one });
    expect(await find(second.token)).toMatchObject({ tenantId: two });
    await revokeSessionsOfLink(system(), { tenantId: two, linkId: first.linkId });
    expect(await find(first.token)).toBeDefined();
    await db.update(sessions).set({ tenantId: two }).where(eq(sessions.linkId, first.linkId));
    expect(await find(first.token)).toBeUndefined();
  });

  test("ends when another takes its place, and revoking is told once", async () => {
    const { db } = database;
    const [operator] = await db.insert(users).values({ role: "admin" }).returning();
    const grant = { userId: operator?.id ?? "", method: "password" as const };
    const options = { now: new Date(), requestId: "r1" };
    const old = await openSession(db, grant, { ...options, replacedToken: undefined });
    const next = await openSession(db, grant, { ...options, replacedToken: old.token });
    expect(await find(old.token)).toBeUndefined();
    const session = await find(next.token);
    expect(session).toMatchObject({ kind: "operator", role: "admin" });
    const sessionId = session?.sessionId ?? "";
    expect(await revokeSession(system(), { sessionId })).toBe(true);
    expect(await revokeSession(system(), { sessionId })).toBe(false);
    expect(await find(next.token)).toBeUndefined();
  });

  test("of an operator is dead when the role is gone", async () => {
    const { db } = database;
    const [operator] = await db.insert(users).values({ role: "viewer" }).returning();
    const userId = operator?.id ?? "";
    const { token } = await openSession(
      db,
      { userId, method: "sso" },
      { now: new Date(), requestId: "r1", replacedToken: undefined },
    );
    await db.update(users).set({ role: null }).where(eq(users.id, userId));
    expect(await find(token)).toBeUndefined();
  });
});

type Ids = { tenantId: string; linkId: string; userId: string };

async function dump(): Promise<string> {
  const tables = ["users", "accounts", "sessions", "links", "members", "audit_log", "rate_limits"];
  const rows = await Promise.all(
    tables.map((table) => database.db.execute(sql.raw(`select * from ${table}`))),
  );
  return JSON.stringify(rows);
}
