import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connections, tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Context, Operator } from "@/lib/context";
import { newId, supportReference } from "@/lib/ids";
import { SearchConsole, searchConsole } from "./search-console";

let fresh: Awaited<ReturnType<typeof freshDb>>;
const connectionId = newId();
const tenantId = newId();
beforeAll(async () => {
  fresh = await freshDb();
  const { db } = fresh;
  await db
    .insert(tenants)
    .values([
      { id: tenantId, name: "Harbor Coffee", externalId: "CRM-4711" },
      { id: newId(), name: "100% Tea", externalId: "crm-9" },
      { id: newId(), name: "Gone", archivedAt: new Date() },
      ...Array.from({ length: 20 }, (_, n) => ({ id: newId(), name: `Bakery ${n}` })),
    ]);
  const base = { tenantId, signupId: newId(), state: "connected" as const };
  await db.insert(connections).values([
    { ...base, id: connectionId, wabaId: "524126980791429123", phoneNumber: "+16315550111" },
    { ...base, id: newId(), wabaId: "999126980791429123", phoneNumber: "+31612345678" },
    ...Array.from({ length: 20 }, (_, n) => ({
      ...base,
      id: newId(),
      wabaId: `77000000000${n}`,
      phoneNumber: `+4477000000${String(n).padStart(2, "0")}`,
    })),
  ]);
});
afterAll(() => fresh.close());

const as = (role: string, kind = "operator") =>
  ({ db: fresh.db, actor: { kind, role, userId: newId() } }) as unknown as Context<Operator>;
const search = async (q: string) =>
  (await searchConsole(as("viewer"), SearchConsole.parse({ q }))).hits;

it.each([
  ["the start of a name, in any case", "harb"],
  ["the start of an external id", "crm-47"],
])("finds a tenant by %s", async (_, q) => {
  expect(await search(q)).toEqual([
    {
      kind: "tenant",
      title: "Harbor Coffee",
      detail: "CRM-4711",
      href: `/admin/tenants/${tenantId}`,
    },
  ]);
});

it.each([
  ["a number as people write it", "+1 (631) 555-01"],
  ["a number with 00", "0016315550111"],
  ["the start of a WABA id", "5241269"],
  ["its id", connectionId],
  ["its support reference", supportReference(connectionId)],
  [
    "its support reference without dashes",
    supportReference(connectionId).replaceAll("-", "").toLowerCase(),
  ],
])("finds a connection by %s", async (_, q) => {
  expect(await search(q)).toMatchObject([
    {
      kind: "connection",
      title: "+1 631 555 0111",
      detail: expect.stringMatching(/^Harbor Coffee · Connected · [0-9A-F-]{14}$/),
      href: `/admin/connections/${connectionId}`,
    },
  ]);
});

it("takes what LIKE would take for a pattern as it is written", async () => {
  expect(await search("%")).toEqual([]);
  expect(await search("_arbor")).toEqual([]);
  expect((await search("100%")).map(({ title }) => title)).toEqual(["100% Tea"]);
  expect(await search("\\")).toEqual([]);
});

it("gives eight at most, and both kinds their room", async () => {
  expect(await search("bakery")).toHaveLength(8);
  expect(await search("4477")).toHaveLength(8);
  await fresh.db
    .insert(tenants)
    .values(Array.from({ length: 9 }, (_, n) => ({ id: newId(), name: `4477 shop ${n}` })));
  const kinds = (await search("4477")).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "tenant")).toHaveLength(4);
  expect(kinds).toHaveLength(8);
});

it("does not find what is archived, and nothing for nothing", async () => {
  expect(await search("gone")).toEqual([]);
  expect(await search("  ")).toEqual([]);
  expect(SearchConsole.parse({})).toEqual({ q: "" });
  expect(SearchConsole.safeParse({ q: "a\u0000" }).success).toBe(false);
});

it("is for operators", async () => {
  await expect(searchConsole(as("", "member"), { q: "harbor" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

it("reads no table from end to end", async () => {
  const plan = async (where: string, table: string) => {
    const { rows } = (await fresh.db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      return tx.execute(sql.raw(`explain select id from ${table} where ${where} limit 8`));
    })) as unknown as { rows: Record<string, string>[] };
    return rows.map((row) => Object.values(row)[0]).join("\n");
  };
  expect(
    await plan("lower(name) like 'harb%' order by lower(name) using ~<~", "tenants"),
  ).toContain("tenants_name");
  expect(
    await plan("lower(external_id) like 'crm%' order by lower(external_id) using ~<~", "tenants"),
  ).toContain("tenants_external_id");
  expect(
    await plan("phone_number like '+1631%' order by phone_number using ~<~", "connections"),
  ).toContain("connections_phone_number_prefix");
  expect(await plan("waba_id like '5241%' order by waba_id using ~<~", "connections")).toContain(
    "connections_waba_prefix",
  );
  expect(
    await plan("right(replace(id::text, '-', ''), 12) = 'abcdefabcdef'", "connections"),
  ).toContain("connections_reference");
});
