import { expect, test, vi } from "vitest";
import type { Db } from "@/db/types";
import { mailSignInLink } from "./mail-sign-in-link";

const logged: unknown[] = [];
const pending: Promise<void>[] = [];
vi.mock("next/server", () => ({ after: (work: () => Promise<void>) => pending.push(work()) }));
vi.mock("@/lib/log", () => ({
  log: () => ({ error: (...words: unknown[]) => logged.push(words) }),
}));
vi.mock("@/lib/auth/adapter", () => ({
  personBehind: async () => {
    throw new Error("the database is away");
  },
}));

test("a mail that fails is logged without naming whom it was for", async () => {
  const request = { email: "mia@tenant.example", token: "a-token", next: undefined };
  await mailSignInLink({} as Db, request);
  await Promise.all(pending);
  const line = JSON.stringify(logged);
  expect(logged).toHaveLength(1);
  expect(line).toContain("tenant.example");
  expect(line).not.toContain("mia");
});
