import { eq, getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as schema from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Scope } from "@/lib/api-keys/states";
import type { ApiKey, Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import { memberContext } from "@/lib/testing";
import { fingerprint } from "@/lib/vault/digest";
import { connectionOf } from "@/lib/webhooks/testing";
import { ExportToken, exportToken } from "./export-token";
import { mayExportTokens, SetTokenExport, setTokenExport } from "./token-export-setting";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const CANARY = "EAAG-canary-of-the-export";

async function held(change: Parameters<typeof connectionOf>[2] = {}) {
  const { ctx, tenant } = await memberContext(fresh.db);
  const { id: connectionId } = await connectionOf(ctx, tenant.id, change);
  if (!("sealedToken" in change)) {
    const sealedToken = await ctx.vault.seal(CANARY, { tenantId: tenant.id, rowId: connectionId });
    await fresh.db
      .update(schema.connections)
      .set({ sealedToken, tokenFingerprint: fingerprint(CANARY) })
      .where(eq(schema.connections.id, connectionId));
  }
  const as = (role: "owner" | "admin" | "viewer"): Context => ({
    ...ctx,
    actor: { kind: "operator", userId: ctx.actor.userId, role, sessionId: "test" },
  });
  const key = (...scopes: Scope[]): Context<ApiKey> => ({
    ...ctx,
    actor: { kind: "api_key", keyId: newId(), scopes },
  });
  const put = (isOn: boolean) => setTokenExport(as("owner"), { isOn });
  return { ctx, as, key, put, ref: { tenantId: tenant.id, connectionId } };
}

describe("taking a token out", () => {
  it("is off until an owner allows it, and off again at once when it is stopped", async () => {
    const { key, ref, put } = await held();
    await fresh.db.delete(schema.settings);
    const off = { code: "forbidden", extra: { reason: "export_off" } };
    const take = () => exportToken(key("tokens:export"), ref);
    await expect(take()).rejects.toMatchObject(off);
    await put(true);
    expect((await take()).token).toBe(CANARY);
    await put(false);
    await expect(take()).rejects.toMatchObject(off);
  });

  it("hands it over on record, and it is in the answer and nowhere else", async () => {
    const { key, ref, put } = await held();
    await put(true);
    const lines: unknown[] = [];
    for (const level of ["debug", "info", "warn", "error"] as const)
      vi.spyOn(log(), level).mockImplementation((...given: unknown[]) => void lines.push(given));
    const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const ctx = key("tokens:export");
    const answer = await exportToken(ctx, ref).finally(() => {
      lines.push(written.mock.calls);
      vi.restoreAllMocks();
    });
    expect(answer).toMatchObject({
      token: CANARY,
      fingerprint: fingerprint(CANARY),
      ...(ref && { connectionId: ref.connectionId }),
    });
    expect(JSON.stringify(lines)).not.toContain(CANARY);
    expect(JSON.stringify(await everything())).not.toContain(CANARY);
    const [row] = await fresh.db
      .select()
      .from(schema.auditLog)
      .where(eq(schema.auditLog.subjectId, ref.connectionId));
    expect(row).toMatchObject({
      action: "connection.token_exported",
      tenantId: ref.tenantId,
      actorKind: "api_key",
      actorId: ctx.actor.keyId,
      detail: { fingerprint: fingerprint(CANARY) },
    });
  });

  it.each([
    ["was wiped", { sealedToken: null }],
    ["is about to be wiped", { disconnectRequestedAt: new Date() }],
    ["belongs to a number that is disconnected", { state: "disconnected" as const }],
  ])("is refused for a token that %s", async (_name, change) => {
    const { key, ref, put } = await held(change);
    await put(true);
    const taken = exportToken(key("tokens:export"), ref);
    await expect(taken).rejects.toMatchObject({ code: "gone", extra: { reason: "no_token" } });
  });

  it("is for keys with the scope only, never for people", async () => {
    const { key, as, ref, put, ctx } = await held();
    await put(true);
    await expect(
      exportToken(key("connections:read", "connections:write"), ref),
    ).rejects.toMatchObject({ code: "forbidden", extra: { reason: "insufficient_scope" } });
    const system: Context = { ...ctx, actor: { kind: "system" } };
    for (const other of [as("owner"), as("admin"), as("viewer"), ctx, system])
      await expect(exportToken(other as Context<ApiKey>, ref)).rejects.toMatchObject({
        code: "forbidden",
      });
  });

  it("takes a connection of the tenant that is named, and needs one", async () => {
    const { key, ref, put } = await held();
    const other = await held();
    await put(true);
    for (const connectionId of [other.ref.connectionId, newId()])
      await expect(
        exportToken(key("tokens:export"), { ...ref, connectionId }),
      ).rejects.toMatchObject({ code: "not_found", message: "No connection with this id." });
    expect(ExportToken.safeParse({ connectionId: ref.connectionId }).success).toBe(false);
  });
});

describe("the switch", () => {
  it("is an owner's alone, and each turn of it is audited", async () => {
    const { as, key, ctx } = await held();
    for (const other of [as("admin"), as("viewer"), key("tokens:export"), ctx])
      await expect(setTokenExport(other, { isOn: true })).rejects.toMatchObject({
        code: "forbidden",
      });
    await setTokenExport(as("owner"), { isOn: true });
    expect(await mayExportTokens(fresh.db)).toBe(true);
    await setTokenExport(as("owner"), { isOn: false });
    const rows = await fresh.db.select().from(schema.auditLog).orderBy(schema.auditLog.id);
    expect(rows.slice(-2).map(({ action }) => action)).toEqual([
      "settings.token_export_allowed",
      "settings.token_export_stopped",
    ]);
  });

  it("is read as off when what is kept makes no sense", async () => {
    await fresh.db.delete(schema.settings);
    await fresh.db.insert(schema.settings).values({ key: "token_export", value: { isOn: "yes" } });
    expect(await mayExportTokens(fresh.db)).toBe(false);
    expect(SetTokenExport.safeParse({ isOn: "yes" }).success).toBe(false);
  });
});

async function everything(): Promise<unknown> {
  const tables = Object.values(schema).filter((one) => is(one, PgTable)) as PgTable[];
  expect(tables.length).toBeGreaterThan(15);
  return Promise.all(
    tables.map(async (table) => [
      getTableName(table),
      await fresh.db.select(getTableColumns(table)).from(table),
    ]),
  );
}
