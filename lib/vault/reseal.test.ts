import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { eq, getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SEALED_COLUMNS } from "@/db/queries/sealed-columns";
import * as schema from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { openReturnSecret, RETURN_SECRET_BINDING } from "@/lib/links/return-secret";
import { memberContext } from "@/lib/testing";
import { connectionOf } from "@/lib/webhooks/testing";
import { resealAll } from "./reseal";
import { createVault, keyIdOf } from "./seal";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let system: Context;
beforeAll(async () => {
  fresh = await freshDb();
  const { ctx } = await memberContext(fresh.db);
  system = { ...ctx, actor: { kind: "system" } };
});
beforeEach(async () => {
  for (const table of [schema.connections, schema.signups, schema.workspaces, schema.endpoints])
    await fresh.db.delete(table);
  await fresh.db.delete(schema.settings);
  await fresh.db.delete(schema.apiKeys);
});
afterAll(() => fresh.close());

const key = (kid: string, fill: number) => ({ kid, key: new Uint8Array(32).fill(fill) });
const OLD = key("old", 1);
const NEW = key("new", 2);
const contextWith = (...encryptionKeys: ReturnType<typeof key>[]): Context => ({
  ...system,
  env: { ...system.env, encryptionKeys },
  vault: createVault(encryptionKeys),
});

/** A value in each sealed column, under the key that is active in this context; what each says, by its column. */
async function fill(ctx: Context) {
  const { tenant } = await memberContext(fresh.db);
  const seal = (text: string, tenantId: string, rowId: string) =>
    ctx.vault.seal(text, { tenantId, rowId });
  const [signupId, endpointId, keyId, workspaceId] = [newId(), newId(), newId(), newId()];
  const connection = await connectionOf(ctx, tenant.id);
  await fresh.db
    .update(schema.connections)
    .set({ sealedPin: await seal("pin", tenant.id, connection.id) })
    .where(eq(schema.connections.id, connection.id));
  const sealedToken = await seal("signup", tenant.id, signupId);
  await fresh.db.insert(schema.signups).values({ id: signupId, tenantId: tenant.id, sealedToken });
  await fresh.db.insert(schema.workspaces).values({
    ...{ workspaceId, tenantId: tenant.id, hookUrl: "https://example.com" },
    sealedSigningKey: await seal("workspace", tenant.id, workspaceId),
  });
  await fresh.db.insert(schema.endpoints).values({
    ...{ id: endpointId, url: "https://example.com/" },
    sealedSecret: await seal("endpoint", "isv", endpointId),
    sealedPreviousSecret: await seal("endpoint before", "isv", endpointId),
  });
  await fresh.db
    .insert(schema.apiKeys)
    .values({ id: keyId, name: "Key", prefix: "p", keyHash: newId(), scopes: [] });
  await fresh.db.insert(schema.idempotencyKeys).values({
    ...{ apiKeyId: keyId, key: "one", requestHash: "h", leaseUntil: new Date() },
    sealedBody: await seal("answer", keyId, "idempotency:one"),
  });
  const returnSecret = await openReturnSecret(ctx);
  return { tenantId: tenant.id, connectionId: connection.id, signupId, returnSecret };
}

/** Every value of the vault that any row of any table holds, wherever it stands in it. */
async function sealedAnywhere(): Promise<Record<string, string[]>> {
  const tables = Object.values(schema).filter((one) => is(one, PgTable)) as PgTable[];
  const found: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await fresh.db.select(getTableColumns(table)).from(table);
    const values = JSON.stringify(rows).match(/eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+/g) ?? [];
    if (values.length > 0)
      found[getTableName(table)] = values.map((value) => keyIdOf(value) ?? "none");
  }
  return found;
}

describe("the list of sealed columns", () => {
  it("lacks none that the schema has", () => {
    const tables = Object.values(schema).filter((one) => is(one, PgTable)) as PgTable[];
    const named = tables.flatMap((table) =>
      Object.values(getTableColumns(table))
        .filter(({ name }) => /seal/.test(name))
        .map(({ name }) => `${getTableName(table)}.${name}`),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(SEALED_COLUMNS.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
  });

  it("is known to whoever seals anything: a new place must be added here and to the list", () => {
    const root = path.join(import.meta.dirname, "..");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" });
    const sealing = files
      .filter((file) => file.endsWith(".ts") && !/test(ing)?\.ts$/.test(file))
      .filter((file) => /vault(\s|\n)*\.seal\(/.test(readFileSync(path.join(root, file), "utf8")));
    expect(sealing.toSorted()).toEqual([
      "api/idempotency.ts",
      "connections/bind-connection.ts",
      "connections/steps/register-phone.ts",
      "doctor/checks/encryption-keys.ts",
      "endpoints/secrets.ts",
      "links/return-secret.ts",
      "shares/tie-share.ts",
      "signups/receive-code.ts",
      "tenants/ensure-hooks.ts",
      "vault/reseal.ts",
    ]);
  });
});

describe("sealing everything anew", () => {
  it("leaves nothing under the old key, each value bound to its row as before", async () => {
    const made = await fill(contextWith(OLD));
    const before = await sealedAnywhere();
    expect(Object.values(before).flat()).toEqual(Array(SEALED_COLUMNS.length).fill("old"));
    const ctx = contextWith(NEW, OLD);
    const result = await resealAll(ctx);
    expect(result).toMatchObject({ key: "new", missingKeys: [] });
    for (const count of result.columns)
      expect(count).toMatchObject({ resealed: 1, current: 0, changed: 0, unreadable: 0 });
    const after = await sealedAnywhere();
    expect(Object.values(after).flat()).toEqual(Array(SEALED_COLUMNS.length).fill("new"));
    // The old key is not needed any more.
    const { vault } = contextWith(NEW);
    const [connection] = await fresh.db.select().from(schema.connections);
    const binding = { tenantId: made.tenantId, rowId: made.connectionId };
    expect(await vault.open(connection?.sealedPin ?? "", binding)).toBe("pin");
    expect(await openReturnSecret(contextWith(NEW))).toBe(made.returnSecret);
    const [endpoint] = await fresh.db.select().from(schema.endpoints);
    expect(
      await vault.open(endpoint?.sealedPreviousSecret ?? "", {
        tenantId: "isv",
        rowId: endpoint?.id ?? "",
      }),
    ).toBe("endpoint before");
    const [answer] = await fresh.db.select().from(schema.idempotencyKeys);
    const asked = { tenantId: answer?.apiKeyId ?? "", rowId: "idempotency:one" };
    expect(await vault.open(answer?.sealedBody ?? "", asked)).toBe("answer");
    expect(RETURN_SECRET_BINDING.rowId).toBe("settings:return_secret");
  });

  it("has nothing left to do the second time", async () => {
    await fill(contextWith(OLD));
    const ctx = contextWith(NEW, OLD);
    await resealAll(ctx);
    for (const count of (await resealAll(ctx)).columns)
      expect(count).toMatchObject({ resealed: 0, current: 1, unreadable: 0 });
  });

  it("goes through more than one batch, and goes on after it was cut off", async () => {
    const old = contextWith(OLD);
    const { tenant } = await memberContext(fresh.db);
    const rows = await Promise.all(
      Array.from({ length: 450 }, async (_, index) => {
        const id = newId();
        const sealedToken = await old.vault.seal(`${index}`, { tenantId: tenant.id, rowId: id });
        return { id, tenantId: tenant.id, sealedToken };
      }),
    );
    await fresh.db.insert(schema.signups).values(rows);
    const ctx = contextWith(NEW, OLD);
    let opened = 0;
    const dying: Context = {
      ...ctx,
      vault: {
        ...ctx.vault,
        open: (sealed, binding) => {
          opened += 1;
          return opened > 230
            ? Promise.reject(new Error("killed"))
            : ctx.vault.open(sealed, binding);
        },
      },
    };
    await expect(resealAll(dying)).rejects.toThrow("killed");
    const done = (await sealedAnywhere()).signups?.filter((kid) => kid === "new").length;
    expect(done).toBe(230);
    const { columns } = await resealAll(ctx);
    const count = columns.find(({ column }) => column === "signups.sealed_token");
    expect(count).toMatchObject({ resealed: 220, current: 230 });
  });

  it("never puts an older value over one that came meanwhile", async () => {
    const { connectionId, tenantId } = await fill(contextWith(OLD));
    const ctx = contextWith(NEW, OLD);
    const binding = { tenantId, rowId: connectionId };
    let isFirst = true;
    const racing: Context = {
      ...ctx,
      vault: {
        ...ctx.vault,
        open: async (sealed, given) => {
          const text = await ctx.vault.open(sealed, given);
          if (isFirst && given.rowId === connectionId) {
            isFirst = false;
            // Another process, which does not know the new key yet.
            const sealedToken = await contextWith(OLD).vault.seal("newer token", binding);
            await fresh.db
              .update(schema.connections)
              .set({ sealedToken })
              .where(eq(schema.connections.id, connectionId));
          }
          return text;
        },
      },
    };
    const { columns } = await resealAll(racing);
    expect(columns[0]).toMatchObject({
      column: "connections.sealed_token",
      resealed: 1,
      changed: 0,
    });
    const [row] = await fresh.db.select().from(schema.connections);
    expect(await contextWith(NEW).vault.open(row?.sealedToken ?? "", binding)).toBe("newer token");
  });

  it("leaves what it cannot open, and names the key that is missing", async () => {
    await fill(contextWith(key("lost", 9)));
    const { columns, missingKeys } = await resealAll(contextWith(NEW, OLD));
    expect(missingKeys).toEqual(["lost"]);
    for (const count of columns) expect(count).toMatchObject({ resealed: 0, unreadable: 1 });
    expect(Object.values(await sealedAnywhere()).flat()).not.toContain("new");
  });

  it("is on record, without a value in it, and an owner's", async () => {
    await fill(contextWith(OLD));
    await resealAll(contextWith(NEW, OLD));
    const rows = await fresh.db.select().from(schema.auditLog).orderBy(schema.auditLog.id);
    expect(rows.slice(-2)).toMatchObject([
      { action: "settings.key_rotation_started", detail: { key: "new" } },
      {
        action: "settings.keys_rotated",
        detail: { key: "new", resealed: SEALED_COLUMNS.length, left: 0 },
      },
    ]);
    const actor = { kind: "operator", userId: newId(), role: "admin", sessionId: "s" } as const;
    await expect(resealAll({ ...contextWith(NEW), actor })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
