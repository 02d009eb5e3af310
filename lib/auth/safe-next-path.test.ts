import { expect, test } from "vitest";
import { safeNextPath } from "@/lib/auth/safe-next-path";

test.each([
  "/",
  "/connect",
  "/connect/0190?tab=1#top",
  "/admin/tenants?q=a%20b&state=open",
  "/admin/tenants?q=100%25",
  "/admin?cursor=a%2Fb",
  "/connecting/%C3%A4",
])("keeps %s", (path) => {
  expect(safeNextPath(path)).toBe(path);
});

test.each([
  undefined,
  null,
  7,
  ["/connect"],
  "",
  "connect",
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/connect\\..\\..",
  "/%2fevil.example",
  "/%2Fevil.example",
  "/%5cevil.example",
  "/%252fevil.example",
  "/%25252fevil.example",
  "/.//evil.example",
  "/./%2e/..//evil.example",
  "/connect//evil",
  "/\tevil",
  "/\n/evil.example",
  "/%0d%0aLocation:evil",
  "/%00",
  "/%",
  "/%E0%A4%A",
  " /connect",
  "javascript:alert(1)",
  "/sign-in",
  "/sign-in?next=/sign-in",
  "/api/signups",
  "/c/secret",
  `/${"a".repeat(600)}`,
])("refuses %j", (path) => {
  expect(safeNextPath(path)).toBeUndefined();
});
