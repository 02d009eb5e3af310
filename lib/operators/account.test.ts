import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { users } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { checkPassword } from "@/lib/auth/check-password";
import { hashPassword } from "@/lib/auth/password";
import { fingerprint } from "@/lib/vault/digest";
import { changeOwnName } from "./change-own-name";
import { changeOwnPassword } from "./change-own-password";
import { endOtherSessions, endOwnSession } from "./end-own-sessions";
import { getAccount } from "./get-account";
import { addOperator, addSession, auditedOf, sessionRowsOf } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

describe("one's own account", () => {
  const withPassword = async () => {
    const made = await addOperator(fresh.db, "viewer");
    const passwordHash = await hashPassword("the old password");
    await fresh.db.update(users).set({ passwordHash }).where(eq(users.id, made.userId));
    return made;
  };

  it("shows where one is signed in, and names no session's token", async () => {
    const { ctx, userId, sessionId } = await addOperator(fresh.db, "viewer");
    const other = await addSession(fresh.db, userId);
    const account = await getAccount(ctx);
    expect(account.sessions).toHaveLength(2);
    expect(account.sessions.find(({ isCurrent }) => isCurrent)?.id).toBe(fingerprint(sessionId));
    expect(account.sessions[0]?.ip).toBe("192.0.2.7");
    expect(JSON.stringify(account)).not.toContain(other);
    await endOwnSession(ctx, { session: fingerprint(other) });
    expect(await sessionRowsOf(fresh.db, userId)).toHaveLength(1);
  });

  it("a new password wants the present one, and ends the other sessions", async () => {
    const { ctx, userId, email, sessionId } = await withPassword();
    await addSession(fresh.db, userId);
    const newPassword = "the new password";
    await expect(
      changeOwnPassword(ctx, { currentPassword: "nonsense", newPassword }),
    ).rejects.toMatchObject({
      code: "invalid_input",
      extra: { errors: [{ field: "currentPassword" }] },
    });
    expect(await sessionRowsOf(fresh.db, userId)).toHaveLength(2);
    await changeOwnPassword(ctx, { currentPassword: "the old password", newPassword });
    expect((await sessionRowsOf(fresh.db, userId)).map((one) => one.sessionToken)).toEqual([
      sessionId,
    ]);
    const { userId: found } = await checkPassword(fresh.db, {
      email,
      password: newPassword,
      ip: "1.1.1.3",
    });
    expect(found).toBe(userId);
  });

  it("is no place to guess a password at", async () => {
    const { ctx } = await withPassword();
    const guess = () =>
      changeOwnPassword(ctx, { currentPassword: "guess", newPassword: "the new password" }).catch(
        ({ code }: { code: string }) => code,
      );
    const codes = [];
    for (let n = 0; n < 6; n += 1) codes.push(await guess());
    expect(codes.at(-1)).toBe("too_many_requests");
  });

  it("changes its name and ends all other sessions, each audited", async () => {
    const { ctx, userId } = await addOperator(fresh.db, "viewer");
    await addSession(fresh.db, userId);
    await changeOwnName(ctx, { name: "Ada" });
    expect(await endOtherSessions(ctx)).toEqual({ ended: 1 });
    expect((await getAccount(ctx)).name).toBe("Ada");
    expect((await auditedOf(fresh.db, userId)).map(({ action }) => action)).toEqual([
      "operator.renamed",
      "session.revoked_others",
    ]);
  });
});
