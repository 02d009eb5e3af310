import { parse } from "csv-parse/sync";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertTenant } from "@/db/queries/tenants";
import { auditLog, connections, users } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Context } from "@/lib/context";
import { newId, supportReference } from "@/lib/ids";
import { memberContext } from "@/lib/testing";
import { exportAudit } from "./export-audit";
import { AuditListInput, listAudit } from "./list-audit";
import { recordAudit } from "./record-audit";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let member: Context;
let viewer: Context;
let operatorId: string;
let tenantId: string;
let connectionId: string;

beforeAll(async () => {
  fresh = await freshDb();
  const { ctx } = await memberContext(fresh.db);
  member = ctx;
  const person = { name: "=HYPERLINK(1)", email: "grace@isv.example", role: "viewer" as const };
  const [operator] = await fresh.db.insert(users).values(person).returning();
  operatorId = operator?.id ?? "";
  tenantId = (await insertTenant(fresh.db, { name: "Zebra Logistics" })).id;
  connectionId = newId();
  const values = { id: connectionId, tenantId, signupId: newId(), wabaId: "1" };
  await fresh.db.insert(connections).values({ ...values, state: "connected" });
  viewer = {
    ...ctx,
    ip: "203.0.113.9",
    actor: { kind: "operator", userId: operatorId, role: "viewer", sessionId: "x" },
  };
  const system: Context = { ...ctx, ip: undefined, actor: { kind: "system" } };
  await recordAudit(fresh.db, viewer, { action: "thing.done", tenantId, subjectId: newId() });
  await recordAudit(fresh.db, system, {
    action: "connection.retried",
    ...{ tenantId, subjectId: connectionId },
    detail: { note: 'a "quoted", cell' },
  });
  await recordAudit(fresh.db, member, { action: "thing.seen" });
});
afterAll(() => fresh.close());

const list = (input: Record<string, string>) => listAudit(viewer, AuditListInput.parse(input));
const actions = async (input: Record<string, string>) =>
  (await list(input)).rows.map(({ action }) => action);
const csv = async (input: Record<string, string>) => {
  const text = await new Response(await exportAudit(viewer, input)).text();
  return parse(text, { columns: true }) as Record<string, string>[];
};

describe("the audit log", () => {
  it("says who did what to whom and from where", async () => {
    const { rows } = await list({ action: "thing.done" });
    expect(rows).toMatchObject([
      {
        actorName: "=HYPERLINK(1)",
        actorKind: "operator",
        tenantName: "Zebra Logistics",
        ip: "203.0.113.9",
      },
    ]);
  });

  it.each([
    ["actor by e-mail", { actor: "Grace@ISV.example" }, ["thing.done"]],
    ["actor that is nobody", { actor: "nobody@isv.example" }, []],
    ["Perch itself", { actor: "perch" }, ["connection.retried"]],
    ["tenant by name", { tenant: "zebra" }, ["connection.retried", "thing.done"]],
    ["tenant that is none", { tenant: "zebra%" }, []],
    ["both", { tenant: "zebra", action: "thing.done" }, ["thing.done"]],
    ["time", { tenant: "zebra", to: "2020-01-01" }, []],
    [
      "a filter that cannot be read",
      { tenant: "zebra", from: "soon" },
      ["connection.retried", "thing.done"],
    ],
  ])("is filtered by %s", async (_, input, expected) => {
    expect(await actions(input)).toEqual(expected);
  });

  it("finds a subject by id and by the reference that its customer reads out", async () => {
    expect(await actions({ subject: connectionId })).toEqual(["connection.retried"]);
    expect(await actions({ subject: supportReference(connectionId) })).toEqual([
      "connection.retried",
    ]);
    expect(await actions({ subject: "0000-0000-0000" })).toEqual([]);
  });

  it("pages without a gap", async () => {
    const subjectId = newId();
    for (let n = 0; n < 60; n += 1)
      await recordAudit(fresh.db, viewer, { action: "thing.counted", subjectId, detail: { n } });
    const first = await list({ subject: subjectId });
    const second = await list({ subject: subjectId, after: first.older ?? "" });
    const seen = [...first.rows, ...second.rows].map(({ detail }) => detail.n);
    expect(seen).toEqual(Array.from({ length: 60 }, (_, n) => 59 - n));
    expect(second.older).toBeUndefined();
  });

  it("is exported as it is filtered, in cells that cannot be formulas, and says so itself", async () => {
    const rows = await csv({ tenant: tenantId });
    expect(rows).toMatchObject([
      { action: "connection.retried", detail: '{"note":"a \\"quoted\\", cell"}', actor_id: "" },
      { action: "thing.done", actor_name: "'=HYPERLINK(1)", ip: "203.0.113.9" },
    ]);
    expect(await actions({ action: "audit.exported" })).toHaveLength(1);
    const [row] = (await list({ action: "audit.exported" })).rows;
    expect(row?.detail).toEqual({ filters: { tenant: tenantId } });
  });

  it("is exported whole, however long", async () => {
    await fresh.db.execute(sql`
      insert into audit_log (id, actor_kind, action, subject_id)
      select ('01000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'system', 'thing.bulk', n::text
      from generate_series(1, 1234) n`);
    const rows = await csv({ action: "thing.bulk" });
    expect(new Set(rows.map(({ subject_id }) => subject_id)).size).toBe(1_234);
  });

  it("is for operators", async () => {
    const forbidden = { code: "forbidden" };
    await expect(listAudit(member, {})).rejects.toMatchObject(forbidden);
    await expect(exportAudit(member, {})).rejects.toMatchObject(forbidden);
  });

  it("only grows", async () => {
    await expect(
      fresh.db.delete(auditLog).where(eq(auditLog.action, "thing.done")),
    ).rejects.toThrow();
  });
});
