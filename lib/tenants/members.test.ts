import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { members, sessions, users, verificationTokens } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Context, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { fakeProvider } from "@/lib/testing";
import { archiveTenant } from "./archive-tenant";
import { getTenantPage } from "./get-tenant-page";
import { inviteMember } from "./invite-member";
import { removeMember } from "./remove-member";
import { resendInvitation } from "./resend-invitation";
import { operatorContext } from "./testing";
import { updateTenantBrand } from "./update-tenant-brand";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

/** An operator whose mails land in an inbox that can be read. */
async function withInbox(status = 202) {
  const inbox = await fakeProvider({ "POST /inbox": { status, body: {} } });
  const made = await operatorContext(fresh.db);
  const ctx: Context<Operator> = { ...made.ctx, env: { ...made.ctx.env, sandboxUrl: inbox.url } };
  const mails = () =>
    inbox.calls.map(
      ({ body }) => JSON.parse(body) as { to: string; subject: string; text: string },
    );
  return { ...made, ctx, mails };
}

const tokensOf = (email: string) =>
  fresh.db.select().from(verificationTokens).where(eq(verificationTokens.identifier, email));
const userOf = async (email: string) =>
  (await fresh.db.select().from(users).where(eq(users.email, email)))[0];

it("an invited person becomes a member and is mailed a link that next-auth will find", async () => {
  const { ctx, tenant, mails } = await withInbox();
  const tenantId = tenant.id;
  const page = await getTenantPage(ctx, { tenantId });
  await updateTenantBrand(ctx, { tenantId, version: page.version, name: "Quayside" });
  const email = "ada@members.example";
  expect(await inviteMember(ctx, { tenantId, email })).toBe("sent");
  const [mail] = mails();
  expect(mail).toMatchObject({ to: email, subject: expect.stringContaining("Quayside") });
  const url = new URL(/https?:\S+confirm\S+/.exec(mail?.text ?? "")?.[0] ?? "");
  expect(url.searchParams.get("email")).toBe(email);
  const token = url.searchParams.get("token") ?? "";
  const [row] = await tokensOf(email);
  const { authSecret } = ctx.env;
  expect(row?.token).toBe(createHash("sha256").update(`${token}${authSecret}`).digest("hex"));
  const days = ((row?.expires.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(days).toBeCloseTo(7, 2);
  const user = await userOf(email);
  expect(user).toMatchObject({ role: null, invitedAt: expect.any(Date) });
  const view = await getTenantPage(ctx, { tenantId });
  expect(view.members).toMatchObject([{ userId: user?.id, email, state: "invited" }]);
});

it("sending again voids the link before, and there is one of each", async () => {
  const { ctx, tenant, mails } = await withInbox();
  const email = "again@members.example";
  await inviteMember(ctx, { tenantId: tenant.id, email });
  const [first] = await tokensOf(email);
  const userId = (await userOf(email))?.id ?? "";
  await resendInvitation(ctx, { tenantId: tenant.id, userId });
  const rows = await tokensOf(email);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.token).not.toBe(first?.token);
  expect(mails()).toHaveLength(2);
  expect(await fresh.db.$count(members, eq(members.userId, userId))).toBe(1);
  const other = await withInbox();
  const foreign = resendInvitation(ctx, { tenantId: other.tenant.id, userId });
  await expect(foreign).rejects.toMatchObject({ code: "not_found" });
});

it("no operator is made a member, and nobody of an archived tenant", async () => {
  const { ctx, tenant, mails } = await withInbox();
  await fresh.db.insert(users).values({ email: "boss@isv.example", role: "owner" });
  await expect(
    inviteMember(ctx, { tenantId: tenant.id, email: "boss@isv.example" }),
  ).rejects.toMatchObject({ code: "conflict", extra: { errors: [{ field: "email" }] } });
  expect(await tokensOf("boss@isv.example")).toEqual([]);
  await archiveTenant(ctx, { tenantId: tenant.id });
  const late = inviteMember(ctx, { tenantId: tenant.id, email: "late@members.example" });
  await expect(late).rejects.toMatchObject({ code: "conflict" });
  expect(await userOf("late@members.example")).toBeUndefined();
  expect(mails()).toEqual([]);
});

it("a mail that is not taken is told, and the member stays", async () => {
  const { ctx, tenant } = await withInbox(500);
  const failed = inviteMember(ctx, { tenantId: tenant.id, email: "lost@members.example" });
  await expect(failed).rejects.toMatchObject({ code: "provider_unavailable" });
  const without = { ...ctx, env: { ...ctx.env, sandboxUrl: undefined } };
  const email = "quiet@members.example";
  expect(await inviteMember(without, { tenantId: tenant.id, email })).toBe("not_configured");
  expect((await getTenantPage(ctx, { tenantId: tenant.id })).members).toHaveLength(2);
});

it("a removed person is signed out everywhere and their link is void", async () => {
  const { ctx, tenant } = await withInbox();
  const email = "gone@members.example";
  const tenantId = tenant.id;
  await inviteMember(ctx, { tenantId, email });
  const userId = (await userOf(email))?.id ?? "";
  const expires = new Date(Date.now() + 3_600_000);
  await fresh.db.insert(sessions).values({ sessionToken: newId(), userId, tenantId, expires });
  expect((await getTenantPage(ctx, { tenantId })).members).toMatchObject([{ state: "signed_in" }]);
  const other = await withInbox();
  const foreign = removeMember(ctx, { tenantId: other.tenant.id, userId });
  await expect(foreign).rejects.toMatchObject({ code: "not_found" });
  await removeMember(ctx, { tenantId, userId });
  expect(await fresh.db.$count(sessions, eq(sessions.userId, userId))).toBe(0);
  expect(await tokensOf(email)).toEqual([]);
  const left = and(eq(members.userId, userId), eq(members.tenantId, tenantId));
  expect(await fresh.db.$count(members, left)).toBe(0);
  await expect(removeMember(ctx, { tenantId, userId })).rejects.toMatchObject({
    code: "not_found",
  });
});
