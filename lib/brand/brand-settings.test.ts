import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { auditLog, settings, tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Context, Operator } from "@/lib/context";
import { operatorContext } from "@/lib/tenants/testing";
import { getBrand } from "./get-brand";
import { getBrandSettings } from "./get-brand-settings";
import { getLogo } from "./get-logo";
import { UpdateBrand, updateBrand } from "./update-brand";

const PNG = `data:image/png;base64,${Buffer.from("89504e470d0a1a0a00", "hex").toString("base64")}`;

let fresh: Awaited<ReturnType<typeof freshDb>>;
let made: Awaited<ReturnType<typeof operatorContext>>;
beforeAll(async () => {
  fresh = await freshDb();
  made = await operatorContext(fresh.db);
});
afterAll(() => fresh.close());

const update = (ctx: Context<Operator>, input: Record<string, unknown>) =>
  updateBrand(ctx, UpdateBrand.parse(input));
const versionNow = async () => (await getBrandSettings(made.ctx)).version;

it("is the environment's until it is set, and a tenant's own goes before it", async () => {
  const { ctx, tenant } = made;
  const env = { isvName: "Env Inc", supportEmail: "env@isv.example" };
  const base = { db: fresh.db, env };
  expect(await getBrand(base)).toEqual({
    name: "Env Inc",
    color: undefined,
    supportEmail: "env@isv.example",
    logoUrl: undefined,
  });
  await update(ctx, {
    version: await versionNow(),
    name: "Perch & Co",
    color: "#1A73E8",
    logo: PNG,
  });
  const portal = await getBrand(base, tenant.id);
  expect(portal).toMatchObject({
    name: "Perch & Co",
    color: "#1a73e8",
    supportEmail: "env@isv.example",
    logoUrl: expect.stringMatching(/^\/brand\/logo\/[0-9a-f]{12}$/),
  });
  const hash = portal.logoUrl?.split("/").at(-1) ?? "";
  expect((await getLogo(ctx, hash)).type).toBe("image/png");
  await expect(getLogo(ctx, "000000000000")).rejects.toMatchObject({ code: "not_found" });
  const brand = { name: "Quay", supportEmail: "help@quay.example" };
  await fresh.db.update(tenants).set({ brand }).where(eq(tenants.id, tenant.id));
  expect(await getBrand(base, tenant.id)).toEqual({
    name: "Quay",
    color: "#1a73e8",
    supportEmail: "help@quay.example",
    logoUrl: undefined,
  });
  expect((await getBrand(base)).name).toBe("Perch & Co");
});

it("keeps the logo until it is replaced or removed", async () => {
  const { ctx } = made;
  await update(ctx, { version: await versionNow(), logo: PNG });
  await update(ctx, { version: await versionNow(), name: "Kept" });
  expect((await getBrandSettings(ctx)).logoUrl).toBeDefined();
  await update(ctx, { version: await versionNow(), removeLogo: "on" });
  expect(await getBrandSettings(ctx)).toMatchObject({ name: "", logoUrl: undefined });
  const [row] = await fresh.db.select().from(settings).where(eq(settings.key, "brand"));
  expect(row?.value).toEqual({});
});

it("refuses a lost update, what is no image, and everybody but admins and owners", async () => {
  const { ctx, as, member } = made;
  const version = await versionNow();
  await update(ctx, { version, name: "First" });
  const late = update(ctx, { version, name: "Second" });
  await expect(late).rejects.toMatchObject({ code: "conflict" });
  const now = await versionNow();
  const svg = `data:image/svg+xml;base64,${Buffer.from("<svg/>").toString("base64")}`;
  await expect(update(ctx, { version: now, logo: svg })).rejects.toMatchObject({
    code: "invalid_input",
    extra: { errors: [{ field: "logo" }] },
  });
  for (const other of [as("viewer"), member as unknown as Context<Operator>])
    await expect(update(other, { version: now, name: "Third" })).rejects.toMatchObject({
      code: "forbidden",
    });
  await expect(getBrandSettings(member as unknown as Context<Operator>)).rejects.toMatchObject({
    code: "forbidden",
  });
  expect((await getBrandSettings(as("viewer"))).name).toBe("First");
  expect(() => UpdateBrand.parse({ version: 1, color: "#fff" })).toThrow("six digits");
});

it("leaves no picture in the audit log", async () => {
  await update(made.ctx, { version: await versionNow(), logo: PNG });
  const rows = await fresh.db.select().from(auditLog).where(eq(auditLog.action, "brand.updated"));
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain("base64");
});
