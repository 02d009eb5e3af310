import { expect, test } from "vitest";
import { maySignIn, type Person } from "@/lib/auth/sign-in-rules";

const operator = { role: "admin" as const, tenantId: undefined };
const member = { role: null, tenantId: "t" };
const both = { role: "viewer" as const, tenantId: "t" };
const nobody = { role: null, tenantId: undefined };

test("mailed links are for members only", () => {
  const mail = (person: Person | undefined) => maySignIn({ provider: "mail", person });
  expect(mail(member)).toBe(true);
  for (const person of [operator, both, nobody, undefined]) expect(mail(person)).toBe(false);
});

test("single sign-on is for operators only, unless the provider denies their address", () => {
  const sso = (person: Person | undefined, emailVerified?: unknown) =>
    maySignIn({ provider: "sso", person, emailVerified });
  expect(sso(operator)).toBe(true);
  expect(sso(operator, true)).toBe(true);
  expect(sso(both)).toBe(true);
  expect(sso(operator, false)).toBe(false);
  expect(sso(operator, "false")).toBe(false);
  for (const person of [member, nobody, undefined]) expect(sso(person, true)).toBe(false);
});
