import { eq, like } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog, tenants, users } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Context, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { archiveTenant } from "../archive-tenant";
import { operatorContext } from "../testing";
import { importTenants } from "./import-form";
import { applyImport, checkImport } from "./import-tenants";
import { IMPORT_LINES_MAX, parseImport } from "./parse-import";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let ctx: Context<Operator>;
beforeAll(async () => {
  fresh = await freshDb();
  ctx = (await operatorContext(fresh.db)).ctx;
});
afterAll(() => fresh.close());

const rowsOf = (prefix: string) =>
  fresh.db
    .select()
    .from(tenants)
    .where(like(tenants.externalId, `${prefix}%`))
    .orderBy(tenants.externalId);
const beside = { code: "invalid_input", extra: { errors: [{ field: "csv" }] } };

async function run(csv: string) {
  const { digest } = await checkImport(ctx, { csv });
  return applyImport(ctx, { csv, plan: digest });
}

describe("an import", () => {
  it("shows what each line does and does nothing, then does what was shown, then nothing more", async () => {
    const csv = "externalId,name,email,locale\na-1,Ada,ADA@a.example,nl\na-2,Bo,,\na-3,,x,\n";
    const shown = await checkImport(ctx, { csv });
    expect(shown.lines).toMatchObject([
      { line: 2, does: "create", externalId: "a-1", fields: { email: "ada@a.example" } },
      { line: 3, does: "create", externalId: "a-2" },
      { line: 4, does: "error", problem: expect.stringContaining("email") },
    ]);
    expect(await rowsOf("a-")).toEqual([]);
    const done = await applyImport(ctx, { csv, plan: shown.digest });
    expect(done.counts).toEqual({ create: 2, update: 0, unchanged: 0, error: 1 });
    const rows = await rowsOf("a-");
    expect(rows).toMatchObject([
      { name: "Ada", email: "ada@a.example", locale: "nl", workspaceId: null },
      { name: "Bo", email: null, locale: "en" },
    ]);
    const again = await run(csv);
    expect(again.counts).toEqual({ create: 0, update: 0, unchanged: 2, error: 1 });
    expect(await rowsOf("a-")).toEqual(rows);
    const audits = await fresh.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "tenant.created"));
    expect(audits.map(({ subjectId }) => subjectId).toSorted()).toEqual(
      rows.map(({ id }) => id).toSorted(),
    );
  });

  it("changes by external id what a cell says and keeps what an empty one does not", async () => {
    await run("externalId,name,email\nb-1,Before,b@b.example\n");
    const csv = "id;Company;E-Mail;Language\nb-1;After;;de\n";
    const { lines } = await checkImport(ctx, { csv });
    expect(lines[0]).toMatchObject({
      does: "update",
      changes: [
        { field: "name", from: "Before", to: "After" },
        { field: "locale", from: "en", to: "de" },
      ],
    });
    await run(csv);
    expect(await rowsOf("b-")).toMatchObject([
      { name: "After", email: "b@b.example", locale: "de" },
    ]);
  });

  it("does nothing at all when it would do something else than was shown", async () => {
    await run("externalId,name\nc-1,One\n");
    const csv = "externalId,name\nc-1,Two\nc-2,New\n";
    const { digest } = await checkImport(ctx, { csv });
    await run("externalId,name\nc-1,Meanwhile\n");
    await expect(applyImport(ctx, { csv, plan: digest })).rejects.toMatchObject({
      code: "conflict",
    });
    const other = "externalId,name\nc-1,Three\n";
    await expect(applyImport(ctx, { csv: other, plan: digest })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await rowsOf("c-")).toMatchObject([{ name: "Meanwhile" }]);
  });

  it("says of each line that cannot be done why, and how to mend it", async () => {
    const workspaceId = newId();
    await fresh.db.insert(users).values({ email: "op@d.example", role: "admin" });
    await run(`externalId,name,workspaceId\nd-1,Has,${workspaceId}\nd-9,Gone,\n`);
    const [, gone] = await rowsOf("d-");
    await archiveTenant(ctx, { tenantId: gone?.id ?? "" });
    const csv = [
      "externalId,name,email,locale,workspaceId",
      ",No id,,,",
      "d-2,,,,",
      "d-3,Op,op@d.example,,",
      "d-4,Tongue,,not a language,",
      `d-5,Taken,,,${workspaceId}`,
      `d-1,Other room,,,${newId()}`,
      "d-9,Archived,,,",
      "d-6,First,,,",
      "d-6,Double,,,",
      "d-7,Too,many,cells,here,indeed",
      "d-8,Lost \ufffd,,,",
    ].join("\r\n");
    const { lines, counts } = await checkImport(ctx, { csv });
    const problems = lines.map((line) => (line.does === "error" ? line.problem : line.does));
    const wanted = [
      /own id/,
      /name of this new/,
      /operator/,
      /language tag/,
      /Another tenant has this Bird workspace/,
      /another Bird workspace already/,
      /archived/,
      /^create$/,
      /Line 9 has the same externalId/,
      /more cells/,
      /UTF-8/,
    ];
    for (const [index, pattern] of wanted.entries()) expect(problems[index]).toMatch(pattern);
    expect(counts).toMatchObject({ create: 1, error: 10 });
  });

  it("imports thousands of lines at once, within its limits", async () => {
    const lines = Array.from({ length: 600 }, (_, index) => `e-${index},"Tenant, ${index}"`);
    const { counts } = await run(`externalId,name\n${lines.join("\n")}`);
    expect(counts.create).toBe(600);
    expect(await rowsOf("e-")).toHaveLength(600);
  });
});

it("tells in words what it would do and what it did", async () => {
  const csv = "externalId,name,shoe\nf-1,Fay,44\n,Nobody,\n";
  const shown = await importTenants(ctx, { intent: "check", csv, plan: "" });
  expect(shown).toMatchObject({
    summary: "1 tenant to create, 0 to change, 0 as they are, 1 line with an error.",
    apply: "Import 1 line",
    unknownColumns: expect.stringContaining("shoe"),
  });
  expect(JSON.parse(shown.lines ?? "")).toMatchObject([
    { line: 2, does: "create", text: "Makes a new tenant." },
    { line: 3, does: "error", text: expect.stringContaining("externalId") },
  ]);
  const plan = shown.plan ?? "";
  const done = await importTenants(ctx, { intent: "apply", csv, plan });
  expect(done.done).toMatch(/1 tenant created.*1 line with an error was left out/);
  const changed = csv.replace("Fay", "Kay");
  const next = await importTenants(ctx, { intent: "check", csv: changed, plan: "" });
  expect(JSON.parse(next.lines ?? "")[0].text).toBe("Name: Fay → Kay");
  const again = await importTenants(ctx, { intent: "check", csv, plan: "" });
  expect(again).toMatchObject({ apply: "", nothing: "There is nothing to import." });
});

describe("a list", () => {
  it("is read with a byte order mark, quotes, line breaks in cells, and columns nobody knows", () => {
    const parsed = parseImport('\ufeffCustomer ID\tName\tColour\n1\t"Two\nlines"\tred\n');
    expect(parsed.unknownColumns).toEqual(["Colour"]);
    expect(parsed.lines).toMatchObject([{ externalId: "1", fields: { name: "Two\nlines" } }]);
  });

  it.each([
    ["empty", ""],
    ["a spreadsheet", "PK\u0003\u0004 more"],
    ["without external ids", "name,email\nAda,a@b.example"],
    ["with a column twice", "externalId,id,name\n1,2,Ada"],
    ["with an open quotation mark", 'externalId,name\n1,"Ada\n2,Bo\n'],
    ["too long", `externalId\n${"x\n".repeat(IMPORT_LINES_MAX + 1)}`],
    ["too large", `externalId\n${"x".repeat(1_000_000)}`],
  ])("is refused as a whole when it is %s", async (_, csv) => {
    await expect(checkImport(ctx, { csv })).rejects.toMatchObject(beside);
  });
});
