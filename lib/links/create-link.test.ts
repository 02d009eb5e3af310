import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { links, sessions } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Context } from "@/lib/context";
import { memberContext } from "@/lib/testing";
import { digest } from "@/lib/vault/digest";
import { CreateLink, createLink } from "./create-link";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

async function operator(role: "owner" | "viewer" = "owner") {
  const { ctx, tenant } = await memberContext(fresh.db);
  const { userId } = ctx.actor;
  const asOperator: Context = {
    ...ctx,
    actor: { kind: "operator", userId, role, sessionId: "test" },
  };
  return { member: ctx, ctx: asOperator, tenant };
}

describe("a link", () => {
  it("is stored by its digest only, and ends after a week unless told otherwise", async () => {
    const { ctx, tenant } = await operator();
    const { id, url, expiresAt } = await createLink(ctx, { tenantId: tenant.id });
    const secret = url.split("/c/")[1] ?? "";
    const [row] = await fresh.db.select().from(links).where(eq(links.id, id));
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(row?.secretHash).toBe(digest(secret));
    const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(7, 2);
  });

  it("revokes the older one of its tenant and the sessions that one opened", async () => {
    const { ctx, member, tenant } = await operator();
    const older = await createLink(ctx, { tenantId: tenant.id });
    const { userId } = member.actor;
    const expires = new Date(Date.now() + 3_600_000);
    const session = {
      sessionToken: digest(older.id),
      userId,
      tenantId: tenant.id,
      linkId: older.id,
      expires,
    };
    await fresh.db.insert(sessions).values(session);
    await createLink(ctx, { tenantId: tenant.id });
    const [row] = await fresh.db.select().from(links).where(eq(links.id, older.id));
    expect(row).toMatchObject({ state: "revoked", revokedAt: expect.any(Date) });
    expect(await fresh.db.$count(sessions, eq(sessions.linkId, older.id))).toBe(0);
  });

  it("is one per tenant, however many are made at once", async () => {
    const { ctx, tenant } = await operator();
    await Promise.all(Array.from({ length: 8 }, () => createLink(ctx, { tenantId: tenant.id })));
    const rows = await fresh.db.select().from(links).where(eq(links.tenantId, tenant.id));
    expect(rows.filter(({ state }) => state === "created")).toHaveLength(1);
    expect(rows).toHaveLength(8);
  });

  it("is made by those who may, for tenants that exist", async () => {
    const { ctx, member, tenant } = await operator("viewer");
    for (const context of [ctx, member]) {
      await expect(createLink(context, { tenantId: tenant.id })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    const owner = await operator();
    const unknown = createLink(owner.ctx, { tenantId: owner.member.actor.userId });
    await expect(unknown).rejects.toMatchObject({ code: "not_found" });
  });

  it("takes no number that is a step up in a path", () => {
    const { error } = CreateLink.safeParse({ tenantName: "A", numberId: ".." });
    expect(error?.issues.map(({ path }) => path[0])).toEqual(["numberId"]);
    expect(CreateLink.parse({ tenantName: "A", numberId: "own" })).toMatchObject({
      numberId: "own",
    });
  });

  it("says which field is wrong", () => {
    const { error } = CreateLink.safeParse({
      tenantName: "",
      email: "ada",
      expectedPhoneNumber: "12",
      lifetimeMinutes: "5",
    });
    expect(error?.issues.map(({ path }) => path[0]).sort()).toEqual([
      "email",
      "expectedPhoneNumber",
      "lifetimeMinutes",
    ]);
    expect(CreateLink.safeParse({}).error?.issues[0]?.message).toMatch(/name of a new one/);
  });
});
