import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accounts, members, sessions, tenants, users } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { createAdapter, personBehind } from "@/lib/auth/adapter";
import { findSession } from "@/lib/auth/find-session";
import { addTenant } from "@/lib/auth/testing";
import { digest } from "@/lib/vault/digest";

let database: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  database = await freshDb();
});
afterAll(() => database.close());

const adapter = () =>
  createAdapter(database.db, async () => ({ requestId: "r1", replacedToken: undefined }));

async function addUser(values: typeof users.$inferInsert): Promise<string> {
  const [row] = await database.db.insert(users).values(values).returning();
  return row?.id ?? "";
}
const session = (userId: string) =>
  adapter().createSession?.({ sessionToken: "ignored", userId, expires: new Date() });

describe("sessions that next-auth opens", () => {
  test("are stored by digest, and live as long as the person's kind allows", async () => {
    const operator = await session(await addUser({ role: "admin" }));
    const hours = ((operator?.expires.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(12, 1);
    const stored = await database.db.select().from(sessions);
    expect(stored.map((row) => row.sessionToken)).toEqual([digest(operator?.sessionToken ?? "")]);
  });

  test("carry a member's newest tenant that is not archived", async () => {
    const userId = await addUser({ email: "mia@tenant.example" });
    const [old, archived] = [await addTenant(database.db), await addTenant(database.db)];
    await database.db.insert(members).values([
      { tenantId: old, userId, createdAt: new Date("2026-01-01") },
      { tenantId: archived, userId, createdAt: new Date("2026-02-01") },
    ]);
    const first = await session(userId);
    const now = new Date();
    expect(await findSession(database.db, first?.sessionToken, now)).toMatchObject({
      tenantId: archived,
    });
    await database.db.update(tenants).set({ archivedAt: now });
    await expect(session(userId)).rejects.toThrow("no tenant");
    expect(await personBehind(database.db, { email: "MIA@tenant.example" })).toEqual({
      role: null,
      tenantId: undefined,
    });
  });
});

test("accounts hold no provider token", async () => {
  const userId = await addUser({ email: "olga@isv.example", role: "owner" });
  const account = { userId, type: "oidc" as const, provider: "sso", providerAccountId: "sub-1" };
  await adapter().linkAccount?.({ ...account, access_token: "at", id_token: "it" });
  expect(await database.db.select().from(accounts)).toEqual([
    expect.objectContaining({
      ...account,
      access_token: null,
      id_token: null,
      refresh_token: null,
    }),
  ]);
  const found = await adapter().getUserByAccount?.(account);
  expect(found?.id).toBe(userId);
});

test("a mail token works once", async () => {
  const made = { identifier: "a@b.example", token: "hash", expires: new Date() };
  await adapter().createVerificationToken?.(made);
  expect(await adapter().useVerificationToken?.(made)).toMatchObject({ token: "hash" });
  expect(await adapter().useVerificationToken?.(made)).toBeNull();
});

test("nobody becomes a user by signing in", () => {
  const stranger = { id: "x", email: "x@y.example", emailVerified: null };
  expect(() => adapter().createUser?.(stranger)).toThrow("invitation");
});
