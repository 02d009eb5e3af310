import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ensureMember, ensureUserByEmail, findUser, findUserByEmail } from "@/db/queries/users";
import { auditLog, users, verificationTokens } from "@/db/schema";
import type { OperatorRole } from "@/db/schema/auth";
import { freshDb } from "@/db/testing";
import { checkPassword } from "@/lib/auth/check-password";
import { addTenant } from "@/lib/auth/testing";
import type { Context, Operator } from "@/lib/context";
import { examine } from "@/lib/doctor/examine";
import { tickChecklist } from "@/lib/doctor/tick-checklist";
import { newId } from "@/lib/ids";
import type { Mail } from "@/lib/mail/send-mail";
import { digest, fingerprint } from "@/lib/vault/digest";
import { changeRole } from "./change-role";
import { endOwnSession } from "./end-own-sessions";
import { getAccount } from "./get-account";
import { InviteOperator, inviteAgain, inviteOperator } from "./invite-operator";
import { listOperators } from "./list-operators";
import { removeOperator } from "./remove-operator";
import { readPasswordLink, setPassword } from "./set-password";
import { addOperator, addSession, auditedOf, MAILLESS, sessionRowsOf } from "./testing";

const mails: Mail[] = [];
vi.mock("@/lib/mail/send-mail", () => ({ sendMail: async (mail: Mail) => void mails.push(mail) }));

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());
beforeEach(async () => {
  mails.length = 0;
  await fresh.db.update(users).set({ role: null });
});

const HOUR_MS = 3_600_000;

type Given = Parameters<typeof addOperator>[2];
const operator = (role: OperatorRole, given: Given = {}) => addOperator(fresh.db, role, given);
const roleOf = async (userId: string) => (await findUser(fresh.db, userId))?.role;
const audited = (subjectId: string) => auditedOf(fresh.db, subjectId);
const sessionsOf = (userId: string) => sessionRowsOf(fresh.db, userId);

/** The link in the newest mail, as its page reads it. */
function mailedLink() {
  const url = /http\S+/.exec(mails.at(-1)?.text ?? "")?.[0] ?? "";
  const { searchParams } = new URL(url);
  return { user: searchParams.get("user") ?? "", token: searchParams.get("token") ?? "" };
}
const stand = (now = new Date()) => ({ db: fresh.db, now, requestId: "r" });

async function invited(role: OperatorRole = "admin", now?: Date) {
  const owner = await operator("owner", now ? { now } : {});
  const email = `${newId()}@isv.example`;
  await inviteOperator(owner.ctx, { email, role });
  return { owner, email, link: mailedLink() };
}

describe("roles", () => {
  const VERBS: [
    string,
    OperatorRole,
    (ctx: Context<Operator>, userId: string) => Promise<unknown>,
  ][] = [
    [
      "inviteOperator",
      "owner",
      (ctx) => inviteOperator(ctx, { email: "new@isv.example", role: "viewer" }),
    ],
    ["inviteAgain", "owner", (ctx, userId) => inviteAgain(ctx, { userId })],
    ["changeRole", "owner", (ctx, userId) => changeRole(ctx, { userId, role: "owner" })],
    ["removeOperator", "owner", (ctx, userId) => removeOperator(ctx, { userId })],
    ["examine", "admin", (ctx) => examine(ctx)],
    ["tickChecklist", "admin", (ctx) => tickChecklist(ctx, { item: "app_live", ticked: "true" })],
  ];
  const BELOW: Record<OperatorRole, OperatorRole[]> = {
    owner: ["admin", "viewer"],
    admin: ["viewer"],
    viewer: [],
  };

  it.each(VERBS)("%s is for %ss and above", async (_, least, verb) => {
    const owner = await operator("owner");
    const everything = async () => [
      await fresh.db.select().from(users),
      (await fresh.db.select().from(auditLog)).length,
    ];
    for (const role of BELOW[least]) {
      const { ctx } = await operator(role);
      const before = await everything();
      await expect(verb(ctx, owner.userId)).rejects.toMatchObject({ code: "forbidden" });
      expect(await everything()).toEqual(before);
    }
    const member = {
      ...owner.ctx,
      actor: { kind: "member", userId: owner.userId, tenantId: newId() },
    };
    await expect(verb(member as unknown as Context<Operator>, owner.userId)).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("every role looks at the list and at its own account, and at nobody else's", async () => {
    const owner = await operator("owner");
    const viewer = await operator("viewer");
    const { operators, isOwner } = await listOperators(viewer.ctx);
    expect(isOwner).toBe(false);
    expect(operators.map(({ id }) => id).toSorted()).toEqual(
      [owner.userId, viewer.userId].toSorted(),
    );
    expect((await getAccount(viewer.ctx)).email).toBe(viewer.email);
    const foreign = { session: fingerprint(owner.sessionId) };
    await expect(endOwnSession(viewer.ctx, foreign)).rejects.toMatchObject({ code: "not_found" });
    expect(await sessionsOf(owner.userId)).toHaveLength(1);
  });
});

describe("an invitation", () => {
  it("gives the role, and a link that sets a password once", async () => {
    const { email, link, owner } = await invited("viewer");
    const user = await findUserByEmail(fresh.db, email);
    expect(user).toMatchObject({ role: "viewer", invitedAt: expect.any(Date), passwordHash: null });
    const listed = (await listOperators(owner.ctx)).operators.find((one) => one.id === user?.id);
    expect(listed).toMatchObject({ isPending: true });
    expect(await readPasswordLink(stand(), link)).toBe(email);
    expect(await setPassword(stand(), { ...link, password: "a long password" })).toBe(email);
    expect(
      await checkPassword(fresh.db, { email, password: "a long password", ip: "1.1.1.1" }),
    ).toEqual({ userId: user?.id });
    const again = setPassword(stand(), { ...link, password: "another password" });
    await expect(again).rejects.toMatchObject({ code: "gone" });
    const actions = (await audited(user?.id ?? "")).map(({ action }) => action);
    expect(actions).toEqual(["operator.invited", "operator.password_set"]);
  });

  it("is kept as a digest, and is in no audit row", async () => {
    const { link } = await invited();
    const kept = JSON.stringify([
      await fresh.db.select().from(verificationTokens),
      await fresh.db.select().from(auditLog),
    ]);
    expect(link.token).toHaveLength(43);
    expect(kept).not.toContain(link.token);
    expect(kept).toContain(digest(link.token));
  });

  it("ends after 24 hours", async () => {
    const at = new Date();
    const { link } = await invited("admin", at);
    const later = (hours: number) => stand(new Date(at.getTime() + hours * HOUR_MS));
    expect(await readPasswordLink(later(23.9), link)).toBeTruthy();
    expect(await readPasswordLink(later(24), link)).toBeUndefined();
    await expect(
      setPassword(later(24.1), { ...link, password: "a long password" }),
    ).rejects.toMatchObject({ code: "gone" });
  });

  it("is spent by one of many at once", async () => {
    const { link } = await invited();
    const tries = await Promise.allSettled(
      [1, 2, 3].map((n) => setPassword(stand(), { ...link, password: `password no ${n}` })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is replaced by a newer one, and fits nobody else", async () => {
    const { owner, link } = await invited();
    await inviteAgain(owner.ctx, { userId: link.user });
    const newer = mailedLink();
    expect(await readPasswordLink(stand(), link)).toBeUndefined();
    expect(await readPasswordLink(stand(), { ...newer, user: owner.userId })).toBeUndefined();
    expect(await readPasswordLink(stand(), newer)).toBeTruthy();
  });

  it("is refused for operators, for members of customers, and again once a password is set", async () => {
    const { owner, email, link } = await invited();
    const invite = (to: string) => inviteOperator(owner.ctx, { email: to, role: "admin" });
    await expect(invite(email)).rejects.toMatchObject({ extra: { reason: "known" } });
    const member = await ensureUserByEmail(fresh.db, `${newId()}@tenant.example`);
    await ensureMember(fresh.db, { tenantId: await addTenant(fresh.db), userId: member.id });
    await expect(invite(member.email ?? "")).rejects.toMatchObject({ extra: { reason: "member" } });
    expect(await roleOf(member.id)).toBeNull();
    await setPassword(stand(), { ...link, password: "a long password" });
    await expect(inviteAgain(owner.ctx, { userId: link.user })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("is handed over by hand when no mail leaves", async () => {
    const { ctx } = await operator("owner", { env: MAILLESS });
    const { url } = await inviteOperator(ctx, { email: "hand@isv.example", role: "admin" });
    expect(url).toContain("/sign-in/password?user=");
    expect(mails).toEqual([]);
  });

  it("wants a whole address and a known role", () => {
    expect(InviteOperator.parse({ email: " Ada@ISV.example ", role: "admin" }).email).toBe(
      "ada@isv.example",
    );
    expect(InviteOperator.safeParse({ email: "ada", role: "admin" }).success).toBe(false);
    expect(InviteOperator.safeParse({ email: "ada@isv.example", role: "root" }).success).toBe(
      false,
    );
  });
});

describe("the last owner", () => {
  it("is neither demoted nor removed", async () => {
    const { ctx, userId } = await operator("owner");
    await operator("admin");
    for (const verb of [
      () => changeRole(ctx, { userId, role: "admin" }),
      () => removeOperator(ctx, { userId }),
    ])
      await expect(verb()).rejects.toMatchObject({
        code: "conflict",
        extra: { reason: "last_owner" },
      });
    expect(await roleOf(userId)).toBe("owner");
  });

  it("is left when two owners go at the same moment", async () => {
    const [first, second] = [await operator("owner"), await operator("owner")];
    const outcomes = await Promise.allSettled([
      removeOperator(first.ctx, { userId: second.userId }),
      changeRole(second.ctx, { userId: first.userId, role: "viewer" }),
      removeOperator(second.ctx, { userId: first.userId }),
      changeRole(first.ctx, { userId: second.userId, role: "admin" }),
    ]);
    expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
    const owners = await fresh.db.select().from(users).where(eq(users.role, "owner"));
    expect(owners).toHaveLength(1);
  });
});

it("whoever is removed has no role, password, link or session left", async () => {
  const { owner, link, email } = await invited();
  await setPassword(stand(), { ...link, password: "a long password" });
  await addSession(fresh.db, link.user);
  await removeOperator(owner.ctx, { userId: link.user });
  expect(await findUser(fresh.db, link.user)).toMatchObject({ role: null, passwordHash: null });
  expect(await sessionsOf(link.user)).toEqual([]);
  await expect(
    checkPassword(fresh.db, { email, password: "a long password", ip: "1.1.1.2" }),
  ).rejects.toMatchObject({ code: "unauthenticated" });
  expect((await audited(link.user)).map(({ action }) => action)).toContain("operator.removed");
  await expect(removeOperator(owner.ctx, { userId: link.user })).rejects.toMatchObject({
    code: "not_found",
  });
});

it("a role is changed once, and audited with both ends", async () => {
  const owner = await operator("owner");
  const other = await operator("viewer");
  const change = { userId: other.userId, role: "admin" as const };
  await changeRole(owner.ctx, change);
  await changeRole(owner.ctx, change);
  expect(await audited(other.userId)).toMatchObject([
    { action: "operator.role_changed", detail: { from: "viewer", to: "admin" } },
  ]);
});
