import { parse } from "csv-parse/sync";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertSignup } from "@/db/queries/signups";
import { insertTenant } from "@/db/queries/tenants";
import { auditLog } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Context, Operator } from "@/lib/context";
import { newId, supportReference } from "@/lib/ids";
import { memberContext } from "@/lib/testing";
import { connectionOf, systemWith } from "@/lib/webhooks/testing";
import { toSearchTerms } from "./connection-filters";
import { exportConnections } from "./export-connections";
import { ListConnections, listConnections } from "./list-connections";
import { operatorOf } from "./operator-testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let ctx: Context<Operator>;
let harbor: string;
let mine: string[];
let bird: string;
let stuck: string;

beforeAll(async () => {
  fresh = await freshDb();
  const { ctx: system } = await systemWith(fresh.db);
  ctx = await operatorOf(system, "viewer");
  const tenant = await insertTenant(fresh.db, {
    name: "=Harbor 100%_Coffee",
    externalId: "CRM-77",
  });
  harbor = tenant.id;
  mine = [];
  for (let place = 0; place < 3; place += 1) mine.push((await connectionOf(system, harbor)).id);
  const other = await insertTenant(fresh.db, { name: "Other" });
  const change = { phoneNumber: "+31612345678", wabaId: "524126980791429123" };
  bird = (await connectionOf(system, other.id, { ...change, numberId: "number-1" })).id;
  stuck = (
    await connectionOf(system, other.id, {
      state: "action_required",
      failureCode: "pin_mismatch",
      failureDetail: { metaCode: 136025, fbtraceId: "Atrace" },
    })
  ).id;
});
afterAll(() => fresh.close());

const list = (query: Record<string, string>) => listConnections(ctx, ListConnections.parse(query));
const idsOf = async (query: Record<string, string>) => (await list(query)).rows.map(({ id }) => id);

describe("the operators' list of connections", () => {
  it("shows all tenants' connections, newest first, with who must act and what to do", async () => {
    const { rows } = await list({});
    expect(rows.map(({ id }) => id)).toEqual([stuck, bird, ...mine.toReversed()]);
    expect(rows[0]).toMatchObject({
      tenantName: "Other",
      tone: "bad",
      failure: {
        code: "pin_mismatch",
        partyText: "The customer",
        detail: [
          ["metaCode", "136025"],
          ["fbtraceId", "Atrace"],
        ],
      },
      levers: { canRetry: false, canCancel: false, canDisconnect: false, canReconnect: false },
    });
    const admin = await operatorOf(ctx, "admin");
    const [first] = (await listConnections(admin, ListConnections.parse({}))).rows;
    expect(first?.levers).toMatchObject({ canRetry: true, canCancel: true, canReconnect: true });
    expect(JSON.stringify(rows)).not.toMatch(/sealed|fingerprint/i);
  });

  it("filters", async () => {
    expect(await idsOf({ state: "action_required" })).toEqual([stuck]);
    expect(await idsOf({ party: "customer" })).toEqual([stuck]);
    expect(await idsOf({ party: "bird" })).toEqual([]);
    expect(await idsOf({ party: "bird", code: "pin_mismatch" })).toEqual([]);
    expect(await idsOf({ source: "bird" })).toEqual([bird]);
    expect(await idsOf({ tenant: harbor })).toEqual(mine.toReversed());
    const today = new Date().toISOString().slice(0, 10);
    expect(await idsOf({ from: today, to: today })).toHaveLength(5);
    expect(await idsOf({ to: "2020-01-01" })).toEqual([]);
  });

  it("leaves out what of its address cannot be read", async () => {
    const odd = { state: "nonsense", tenant: "x", from: "yesterday", after: "1", party: "isv'--" };
    expect(await idsOf(odd)).toHaveLength(5);
  });

  it("pages both ways", async () => {
    const after = mine[1] ?? "";
    const older = await list({ after });
    expect(older.rows.map(({ id }) => id)).toEqual([mine[0]]);
    const newer = await list({ before: older.newer ?? "" });
    expect(newer.rows.map(({ id }) => id)).toEqual([stuck, bird, mine[2], mine[1]]);
    expect(newer.newer).toBeUndefined();
  });

  it.each([
    ["a name's beginning", "=harbor 100%_", 3],
    ["no wildcards", "=harbor 100__", 0],
    ["an external id", "crm-77", 3],
    ["a number as people write it", "+31 (6) 1234-5678", 1],
    ["a number with 00", "0031612345678", 1],
    ["its digits", "31612345678", 1],
    ["the beginning of a number", "+316 12", 1],
    ["a WABA id", "524126980791429123", 1],
    ["something that nothing is", "zzz", 0],
  ])("finds by %s", async (_, q, count) => {
    expect(await idsOf({ q })).toHaveLength(count);
  });

  it("finds by the support reference of a connection, as it is read out", async () => {
    expect(await idsOf({ q: supportReference(bird) })).toEqual([bird]);
    expect(
      await idsOf({ q: ` ${supportReference(bird).toLowerCase().replaceAll("-", " ")}` }),
    ).toEqual([bird]);
    expect(await idsOf({ q: bird })).toEqual([bird]);
    expect(await idsOf({ q: supportReference(bird), state: "failed" })).toEqual([]);
  });

  it("finds by the reference of a signup: its connection, or itself while it has none", async () => {
    const led = await insertSignup(fresh.db, { tenantId: harbor, connectionId: stuck });
    const failed = await insertSignup(fresh.db, {
      tenantId: harbor,
      state: "failed",
      failureCode: "code_expired",
    });
    const first = await list({ q: supportReference(led.id) });
    expect([first.rows.map(({ id }) => id), first.signups]).toEqual([[stuck], []]);
    const second = await list({ q: supportReference(failed.id) });
    expect(second.rows).toEqual([]);
    expect(second.signups).toMatchObject([
      { id: failed.id, tenantName: "=Harbor 100%_Coffee", failure: { code: "code_expired" } },
    ]);
  });

  it("takes twelve digits for a number and for a reference", () => {
    expect(toSearchTerms("316123456789")).toMatchObject({
      phonePrefix: "+316123456789",
      wabaPrefix: "316123456789",
      reference: "316123456789",
    });
    expect(toSearchTerms("12")).toMatchObject({ phonePrefix: undefined, wabaPrefix: undefined });
  });

  it("counts by state and by who must act", async () => {
    const { counts } = await list({ state: "failed" });
    expect(counts.all).toBe(5);
    expect(counts.states.find(({ state }) => state === "connected")?.count).toBe(4);
    expect(counts.parties.find(({ party }) => party === "customer")?.count).toBe(1);
  });

  it("is for operators only", async () => {
    const { ctx: member } = await memberContext(fresh.db);
    const foreign = member as unknown as Context<Operator>;
    const refused = expect.objectContaining({ code: "forbidden" });
    await expect(listConnections(foreign, ListConnections.parse({}))).rejects.toEqual(refused);
    await expect(exportConnections(foreign, {})).rejects.toEqual(refused);
  });
});

describe("the export", () => {
  const read = async (query: Record<string, string>) => {
    const stream = await exportConnections(ctx, ListConnections.parse(query));
    const text = await new Response(stream).text();
    return parse(text, { bom: true, columns: true }) as Record<string, string>[];
  };

  it("has what the filters let through, and no cell that starts a formula", async () => {
    const rows = await read({ source: "bird" });
    expect(rows).toMatchObject([
      { connection_id: bird, phone_number: "'+31612345678", state: "connected", party: "" },
    ]);
    const all = await read({});
    expect(all.map((row) => row.connection_id)).toEqual(await idsOf({}));
    expect(all.filter(({ tenant }) => tenant === "'=Harbor 100%_Coffee")).toHaveLength(3);
    const cells = all.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  it("goes on past its first batch", async () => {
    const tenant = await insertTenant(fresh.db, { name: "Many" });
    const { ctx: system } = await systemWith(fresh.db);
    const made: string[] = [];
    for (let place = 0; place < 5; place += 1)
      made.push((await connectionOf(system, tenant.id)).id);
    const stream = await exportConnections(ctx, { tenant: tenant.id }, { batchMax: 2 });
    const rows = parse(await new Response(stream).text(), { bom: true, columns: true }) as {
      connection_id: string;
    }[];
    expect(rows.map((row) => row.connection_id)).toEqual(made.toReversed());
  });

  it("is on record, with what was asked for", async () => {
    const requestId = newId();
    await exportConnections({ ...ctx, requestId }, { code: "pin_mismatch", state: "failed" });
    const rows = await fresh.db.select().from(auditLog).where(eq(auditLog.requestId, requestId));
    expect(rows).toMatchObject([
      {
        action: "connections.exported",
        actorId: ctx.actor.userId,
        detail: { filters: { state: "failed", failureCode: "pin_mismatch" } },
      },
    ]);
  });
});
