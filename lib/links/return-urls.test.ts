import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog, links } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { addLink } from "@/lib/auth/testing";
import type { Context, Member } from "@/lib/context";
import { memberContext } from "@/lib/testing";
import { createLink } from "./create-link";
import { getReturnLinks } from "./get-return-links";
import { goBack } from "./go-back";
import { isReturnUrl, readReturnOrigins } from "./return-urls";
import { SaveReturnOrigins, saveReturnOrigins } from "./save-return-origins";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

async function setUp() {
  const { ctx, tenant } = await memberContext(fresh.db);
  const as = (role: "owner" | "admin" | "viewer"): Context => ({
    ...ctx,
    actor: { kind: "operator", userId: ctx.actor.userId, role, sessionId: "test" },
  });
  return { member: ctx, tenant, as };
}
const save = (ctx: Context, origins: string) =>
  saveReturnOrigins(ctx, SaveReturnOrigins.parse({ origins }));

const LISTED = ["https://app.example.com", "http://localhost:3000"];

describe("a return address", () => {
  it.each([
    "https://app.example.com/done?x=1#y",
    "http://localhost:3000/",
    "https://APP.example.com/",
  ])("may be %s", (url) => expect(isReturnUrl(url, LISTED)).toBe(true));

  it.each([
    "https://app.example.com.evil.example/",
    "https://evil.example/?https://app.example.com",
    "https://app.example.com@evil.example/",
    "https://user:pass@app.example.com/",
    "https://app.example.com:8443/",
    "http://app.example.com/",
    "http://localhost:3001/",
    "http://localhost.evil.example:3000/",
    "//app.example.com/",
    "/done",
    "javascript:alert(1)//https://app.example.com",
    "data:text/html,https://app.example.com",
    "https://app.example.com\u2024evil.example/",
    `https://app.example.com/${"x".repeat(2_000)}`,
    "",
  ])("may not be %s", (url) => expect(isReturnUrl(url, LISTED)).toBe(false));

  it("is refused beside its field when its origin is not listed, and nothing is made", async () => {
    const { as, tenant } = await setUp();
    await save(as("owner"), LISTED.join("\n"));
    const wrong = createLink(as("admin"), {
      tenantId: tenant.id,
      successUrl: "https://app.example.com/done",
      failureUrl: "https://evil.example/",
    });
    await expect(wrong).rejects.toMatchObject({
      code: "invalid_input",
      extra: { errors: [{ field: "failureUrl" }] },
    });
    expect(await fresh.db.$count(links, eq(links.tenantId, tenant.id))).toBe(0);
  });

  it("that was planted in a row leads nowhere", async () => {
    const { as, member, tenant } = await setUp();
    await save(as("owner"), LISTED.join("\n"));
    const planted = { successUrl: "https://evil.example/", failureUrl: "javascript:alert(1)" };
    const { id: linkId } = await addLink(fresh.db, { tenantId: tenant.id, ...planted });
    const ctx: Context<Member> = { ...member, actor: { ...member.actor, linkId } };
    const nowhere = { connected: undefined, attention: undefined, here: undefined };
    expect(await getReturnLinks(ctx, {})).toEqual(nowhere);
    expect(await goBack(ctx, {})).toEqual({ url: "/connect" });
  });
});

describe("the list of return origins", () => {
  it("is an owner's, one exact origin per line, and audited", async () => {
    const { as, member } = await setUp();
    const text = " https://A.example.com/ \n\nhttp://localhost:5173\nhttps://a.example.com";
    const saved = await save(as("owner"), text);
    expect(saved.origins).toEqual(["https://a.example.com", "http://localhost:5173"]);
    expect(await readReturnOrigins(fresh.db)).toEqual(saved.origins);
    const rows = await fresh.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "settings.return_urls_changed"));
    expect(rows.at(-1)?.detail).toMatchObject({ added: saved.origins });
    for (const ctx of [as("admin"), as("viewer"), member])
      await expect(save(ctx, "")).rejects.toMatchObject({ code: "forbidden" });
  });

  it.each([
    "https://app.example.com/path",
    "https://app.example.com/?q",
    "https://app.example.com#",
    "https://u@app.example.com",
    "http://app.example.com",
    "ftp://app.example.com",
    "app.example.com",
    "https://*.example.com",
    "null",
  ])("has no line %s", (origins) => {
    expect(SaveReturnOrigins.safeParse({ origins }).success).toBe(false);
  });
});
