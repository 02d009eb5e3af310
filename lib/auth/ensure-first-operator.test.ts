import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditLog, users } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { checkPassword } from "@/lib/auth/check-password";
import { ensureFirstOperator } from "@/lib/auth/ensure-first-operator";
import { hashPassword } from "@/lib/auth/password";

let database: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  database = await freshDb();
});
afterAll(() => database.close());

const SANDBOX = {
  operator: undefined,
  sandboxUrl: "http://localhost:4000",
  authSecret: "s".repeat(32),
};

test("makes nobody when nobody is configured", async () => {
  const settings = { ...SANDBOX, sandboxUrl: undefined };
  expect(await ensureFirstOperator(database.db, settings)).toBeUndefined();
  expect(await database.db.select().from(users)).toHaveLength(0);
});

test("makes the sandbox's operator once, however many processes start, with one password", async () => {
  const starts = Array.from({ length: 4 }, () => ensureFirstOperator(database.db, SANDBOX));
  const answers = [...(await Promise.all(starts)), await ensureFirstOperator(database.db, SANDBOX)];
  const [first] = answers;
  expect(first?.password).toMatch(/^([0-9a-z]{4}-){3}[0-9a-z]{4}$/);
  for (const answer of answers) expect(answer).toEqual(first);
  expect(await database.db.select().from(users)).toHaveLength(1);
  const made = await database.db
    .select()
    .from(auditLog)
    .where(eq(auditLog.action, "operator.created"));
  expect(made).toHaveLength(1);
  const fields = { email: first?.email ?? "", password: first?.password ?? "", ip: "1.1.1.1" };
  expect(await checkPassword(database.db, fields)).toHaveProperty("userId");
});

test("does not name a password that was changed", async () => {
  await database.db.update(users).set({ passwordHash: await hashPassword("another one") });
  expect(await ensureFirstOperator(database.db, SANDBOX)).toEqual({
    email: "operator@perch.example",
  });
});

test("never changes a configured operator's password", async () => {
  const settings = (password: string) => ({
    ...SANDBOX,
    sandboxUrl: undefined,
    operator: { email: "olga@isv.example", password },
  });
  await ensureFirstOperator(database.db, settings("the first password"));
  await ensureFirstOperator(database.db, settings("the second password"));
  const attempt = (password: string) =>
    checkPassword(database.db, { email: "olga@isv.example", password, ip: "1.1.1.2" });
  await attempt("the first password");
  await expect(attempt("the second password")).rejects.toMatchObject({ code: "unauthenticated" });
});
