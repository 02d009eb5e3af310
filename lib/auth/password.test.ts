import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { users } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { checkPassword } from "@/lib/auth/check-password";
import { DUMMY_HASH, hashPassword, verifyPassword } from "@/lib/auth/password";

let database: Awaited<ReturnType<typeof freshDb>>;

beforeAll(async () => {
  database = await freshDb();
  await database.db.insert(users).values([
    { email: "olga@isv.example", role: "owner", passwordHash: await hashPassword("correct horse") },
    { email: "sso@isv.example", role: "admin" },
    { email: "mia@tenant.example", passwordHash: await hashPassword("correct horse") },
    { email: "busy@isv.example", role: "admin", passwordHash: await hashPassword("correct horse") },
  ]);
});
afterAll(() => database.close());

const attempt = (email: string, password: string, ip: string) =>
  checkPassword(database.db, { email, password, ip });

describe("hashes", () => {
  test("are argon2id with OWASP's parameters, and so is the one of an unknown address", async () => {
    const parameters = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/;
    expect(await hashPassword("x")).toMatch(parameters);
    expect(DUMMY_HASH).toMatch(parameters);
  });

  test("fit their password only", async () => {
    const hash = await hashPassword("right");
    expect(await verifyPassword("right", hash)).toBe(true);
    expect(await verifyPassword("wrong", hash)).toBe(false);
    expect(await verifyPassword("", hash)).toBe(false);
    expect(await verifyPassword("-", undefined)).toBe(false);
    expect(await verifyPassword("x".repeat(2000), await hashPassword("x".repeat(2000)))).toBe(
      false,
    );
  });
});

describe("checkPassword", () => {
  test("lets an operator in, whatever the case of the address", async () => {
    expect(await attempt(" Olga@ISV.example ", "correct horse", "1.1.1.1")).toHaveProperty(
      "userId",
    );
  });

  test.each([
    ["a wrong password", "olga@isv.example"],
    ["an unknown address", "nobody@isv.example"],
    ["an operator without password", "sso@isv.example"],
  ])("says the same for %s", async (_, email) => {
    await expect(attempt(email, "nonsense", "1.1.1.2")).rejects.toMatchObject({
      code: "unauthenticated",
      message: "This e-mail and password do not fit together.",
    });
  });

  test("knows no members", async () => {
    await expect(attempt("mia@tenant.example", "correct horse", "1.1.1.3")).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("stops the sixth try from one address, also when all come at once, and nobody else's", async () => {
    const tries = Array.from({ length: 8 }, () => attempt("busy@isv.example", "no", "2.2.2.2"));
    const codes = (await Promise.allSettled(tries)).map((result) =>
      result.status === "rejected" ? result.reason.code : "in",
    );
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(5);
    await expect(attempt("busy@isv.example", "correct horse", "2.2.2.2")).rejects.toMatchObject({
      code: "too_many_requests",
      extra: {
        retryAfterSeconds: expect.toSatisfy((value: number) => value > 800 && value <= 900),
      },
    });
    await attempt("busy@isv.example", "correct horse", "2.2.2.3");
  });

  test("stops the 21st failure for one e-mail in an hour, and a success starts it over", async () => {
    const failFrom = async (first: number, count: number) => {
      for (let index = 0; index < count; index += 1) {
        const failing = attempt("olga@isv.example", "no", `3.3.${first}.${index}`);
        await expect(failing).rejects.toMatchObject({ code: "unauthenticated" });
      }
    };
    await attempt("olga@isv.example", "correct horse", "3.3.3.3");
    await failFrom(1, 19);
    await attempt("olga@isv.example", "correct horse", "3.3.3.4");
    await failFrom(2, 20);
    await expect(attempt("olga@isv.example", "correct horse", "3.3.3.5")).rejects.toMatchObject({
      code: "too_many_requests",
      extra: { reason: "password_email" },
    });
  });
});
