import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiKeys, auditLog } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { listAudit } from "@/lib/audit/list-audit";
import { operatorOf } from "@/lib/connections/operator-testing";
import type { Context, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { createTenant } from "@/lib/tenants/create-tenant";
import { memberContext } from "@/lib/testing";
import { digest } from "@/lib/vault/digest";
import { authenticateKey } from "./authenticate-key";
import { createKey } from "./create-key";
import { CreateKeyForm } from "./create-key-form";
import { LIVE_KEYS_MAX } from "./key-fields";
import { isWholeKey, newKey } from "./key-format";
import { listKeys } from "./list-keys";
import { revokeKey } from "./revoke-key";
import { RotateKey, rotateKey } from "./rotate-key";

const HOUR_MS = 3_600_000;

let fresh: Awaited<ReturnType<typeof freshDb>>;
let now = new Date();
let owner: Context<Operator>;
let admin: Context<Operator>;
let viewer: Context<Operator>;

beforeAll(async () => {
  fresh = await freshDb();
  const { ctx } = await memberContext(fresh.db, { now: () => now });
  owner = await operatorOf(ctx, "owner");
  admin = await operatorOf(ctx, "admin");
  viewer = await operatorOf(ctx, "viewer");
});
afterAll(() => fresh.close());

const make = (ctx: Context<Operator>, expiresInDays?: number) =>
  createKey(ctx, {
    ...{ name: "Billing", scopes: ["tenants:write"] },
    ...(expiresInDays && { expiresInDays }),
  });
const enter = (key: string) => authenticateKey(owner, `Bearer ${key}`);
const rowOf = async (id: string) => {
  const [row] = await fresh.db.select().from(apiKeys).where(eq(apiKeys.id, id));
  return row;
};

describe("the text of a key", () => {
  it("is 256 random bits with a checksum that finds any mistyped letter", () => {
    const key = newKey();
    expect(key).toMatch(/^perch_[0-9A-Za-z]{49}$/);
    expect(isWholeKey(key)).toBe(true);
    expect(newKey()).not.toBe(key);
    for (const at of [6, 20, 48, 54]) {
      const other = key[at] === "x" ? "y" : "x";
      expect(isWholeKey(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
    }
    expect([isWholeKey(key.slice(0, -1)), isWholeKey(`${key}a`)]).toEqual([false, false]);
  });
});

describe("a new key", () => {
  it("is kept as a hash, and said once", async () => {
    const { id, key } = await make(admin);
    expect(await rowOf(id)).toMatchObject({ keyHash: digest(key), prefix: key.slice(0, 12) });
    const everything = [
      await fresh.db.select().from(apiKeys),
      await fresh.db.select().from(auditLog),
    ];
    expect(JSON.stringify(everything)).not.toContain(key.slice(12));
    expect(JSON.stringify(await listKeys(viewer))).not.toContain(key.slice(12));
    expect(await enter(key)).toEqual({ kind: "api_key", keyId: id, scopes: ["tenants:write"] });
  });

  it("is an owner's or admin's to make, and the export of tokens an owner's to give", async () => {
    const input = { name: "Export", scopes: ["tokens:export" as const] };
    await expect(make(viewer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(createKey(admin, input)).rejects.toMatchObject({
      ...{ code: "forbidden", extra: { errors: [{ field: "scopes" }] } },
    });
    const { id } = await createKey(owner, input);
    await expect(rotateKey(admin, { keyId: id, overlapHours: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await listKeys(admin)).scopes).not.toContain("tokens:export");
    expect((await listKeys(owner)).scopes).toContain("tokens:export");
  });

  it("comes of a form with a box per scope", () => {
    const form = { name: " A ", expiresInDays: "90", "scope.links:read": "on" };
    expect(CreateKeyForm.parse(form)).toEqual({
      ...{ name: "A", expiresInDays: 90, scopes: ["links:read"] },
    });
    const { error } = CreateKeyForm.safeParse({ name: "", expiresInDays: "", other: "on" });
    expect(error?.issues.map(({ path }) => path[0])).toEqual(["name", "scopes"]);
  });

  it("ends when its time is over", async () => {
    const { id, key } = await make(admin, 1);
    now = new Date(now.getTime() + 24 * HOUR_MS);
    await expect(enter(key)).rejects.toMatchObject({ extra: { reason: "api_key_expired" } });
    const { rows } = await listKeys(admin);
    expect(rows.find((row) => row.id === id)).toMatchObject({ state: "expired", canChange: false });
  });
});

describe("another key in place of one", () => {
  it("may do the same, while the old one goes on for the overlap", async () => {
    const old = await make(admin);
    const { id, key, oldEndsAt } = await rotateKey(admin, RotateKey.parse({ keyId: old.id }));
    expect(Date.parse(oldEndsAt) - now.getTime()).toBe(24 * HOUR_MS);
    expect(await enter(key)).toMatchObject({ keyId: id, scopes: ["tenants:write"] });
    expect(await enter(old.key)).toMatchObject({ keyId: old.id });
    const { rows } = await listKeys(admin);
    expect(rows.find((row) => row.id === old.id)).toMatchObject({
      ...{ state: "ending", isReplaced: true },
    });
    now = new Date(Date.parse(oldEndsAt));
    await expect(enter(old.key)).rejects.toMatchObject({ extra: { reason: "api_key_expired" } });
    expect(await enter(key)).toMatchObject({ keyId: id });
  });

  it("lives as long as the old one was made for, and never makes that live longer", async () => {
    const old = await make(admin, 1);
    now = new Date(now.getTime() + 20 * HOUR_MS);
    const { id } = await rotateKey(admin, { keyId: old.id, overlapHours: 168 });
    const lives = (await rowOf(id))?.expiresAt?.getTime() ?? 0;
    expect(lives - now.getTime()).toBe(24 * HOUR_MS);
    const ends = (await rowOf(old.id))?.expiresAt?.getTime() ?? 0;
    expect(ends - now.getTime()).toBe(4 * HOUR_MS);
  });

  it("is made once, however many ask for it at once, and never ends where the old one did not", async () => {
    const old = await make(admin);
    const asking = Array.from({ length: 4 }, () =>
      rotateKey(admin, { keyId: old.id, overlapHours: 24 }),
    );
    const made = (await Promise.allSettled(asking)).flatMap((one) =>
      one.status === "fulfilled" ? one.value : [],
    );
    expect(made).toHaveLength(1);
    const [{ id = "" } = {}] = made;
    expect((await rowOf(id))?.expiresAt).toBeNull();
    const { rows } = await listKeys(admin);
    expect(rows.find((row) => row.id === old.id)).toMatchObject({
      ...{ canChange: true, canRotate: false },
    });
    await revokeKey(admin, { keyId: id });
    await expect(rotateKey(admin, { keyId: old.id, overlapHours: 1 })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("ends the old one at once without an overlap, and is not made for one that has ended", async () => {
    const old = await make(admin);
    await rotateKey(admin, { keyId: old.id, overlapHours: 0 });
    await expect(enter(old.key)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(rotateKey(admin, { keyId: old.id, overlapHours: 0 })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(RotateKey.safeParse({ keyId: old.id, overlapHours: 169 }).success).toBe(false);
  });
});

it("takes a key back at once, once", async () => {
  const { id, key } = await make(admin);
  await expect(revokeKey(viewer, { keyId: id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(revokeKey(admin, { keyId: newId() })).rejects.toMatchObject({ code: "not_found" });
  await revokeKey(admin, { keyId: id });
  await expect(enter(key)).rejects.toMatchObject({ extra: { reason: "api_key_revoked" } });
  await expect(revokeKey(admin, { keyId: id })).rejects.toMatchObject({ code: "conflict" });
});

it("is named in the audit log for what it did, and so is whoever made it", async () => {
  const { id, key } = await make(admin);
  const actor = await enter(key);
  await createTenant(
    { ...admin, actor },
    {
      ...{ name: "By key", externalId: undefined, email: undefined, locale: undefined },
      ...{ workspaceId: undefined, workspace: "make" },
    },
  );
  const { rows } = await listAudit(viewer, { actor: id });
  expect(rows).toMatchObject([
    { action: "tenant.created", actorKind: "api_key", actorId: id, actorName: "Billing" },
  ]);
  const made = await listAudit(viewer, { subject: id });
  expect(made.rows).toMatchObject([{ action: "api_key.created", actorName: "Olga Operator" }]);
});

it("is listed as long as it lives, and a hundred live at most", async () => {
  await fresh.db.delete(apiKeys);
  const oldest = await make(admin);
  const row = (at: number, change: Partial<typeof apiKeys.$inferInsert>) => ({
    ...{ name: `Key ${at}`, prefix: "perch_", keyHash: `hash-${at}`, scopes: [], ...change },
  });
  const many = (count: number, from: number, change = {}) =>
    fresh.db
      .insert(apiKeys)
      .values(Array.from({ length: count }, (_, index) => row(from + index, change)));
  await many(60, 0, { revokedAt: now });
  await many(200, 100, { expiresAt: now });
  await many(LIVE_KEYS_MAX - 2, 1_000);
  const asking = await Promise.allSettled([make(admin), make(admin), make(admin)]);
  expect(asking.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(rotateKey(admin, { keyId: oldest.id, overlapHours: 1 })).rejects.toMatchObject({
    ...{ code: "conflict", message: expect.stringContaining("100 live keys") },
  });
  const { rows } = await listKeys(admin);
  expect(rows).toHaveLength(LIVE_KEYS_MAX + 50);
  expect(rows[LIVE_KEYS_MAX - 1]).toMatchObject({ id: oldest.id, canChange: true });
  await revokeKey(admin, { keyId: oldest.id });
  await make(admin);
});
