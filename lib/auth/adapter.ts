import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { Adapter } from "next-auth/adapters";
import { deleteSession } from "@/db/queries/sessions";
import { findNewestTenantId, findUser, findUserByEmail } from "@/db/queries/users";
import { accounts, sessions, users, verificationTokens } from "@/db/schema";
import type { Db } from "@/db/types";
import { openSession, type SessionGrant } from "@/lib/auth/open-session";
import type { RequestTrail } from "@/lib/auth/request-trail";
import { digest } from "@/lib/vault/digest";

/**
 * The drizzle adapter with our rules: sessions are stored by digest and carry their tenant, accounts
 * hold no provider token, and nobody becomes a user by signing in.
 */
export function createAdapter(db: Db, trail: () => Promise<RequestTrail>): Adapter {
  const base = DrizzleAdapter(db, {
    usersTable: users,
    accountsTable: accounts,
    sessionsTable: sessions,
    verificationTokensTable: verificationTokens,
  });
  return {
    ...base,
    createUser() {
      throw new Error("Users are made by invitation, not by signing in.");
    },
    async getUserByEmail(email) {
      return (await base.getUserByEmail?.(email.toLowerCase())) ?? null;
    },
    // next-auth links a new account to whoever is signed in; saying "nobody" keeps a member's browser
    // from being handed an operator's single sign-on.
    async getSessionAndUser() {
      return null;
    },
    async createSession({ userId }) {
      const grant = await grantOf(db, userId);
      const opened = await openSession(db, grant, { now: new Date(), ...(await trail()) });
      return { sessionToken: opened.token, userId, expires: opened.expires };
    },
    async updateSession() {
      return null;
    },
    async deleteSession(sessionToken) {
      await deleteSession(db, digest(sessionToken));
    },
    async linkAccount({ userId, type, provider, providerAccountId }) {
      await db
        .insert(accounts)
        .values({ userId, type, provider, providerAccountId })
        .onConflictDoNothing();
    },
  };
}

// Only single sign-on and mailed links come here, and the rules let operators and members in by one each.
async function grantOf(db: Db, userId: string): Promise<SessionGrant> {
  const user = await findUser(db, userId);
  if (user?.role) return { userId, method: "sso" };
  const tenantId = await findNewestTenantId(db, userId);
  if (!tenantId) throw new Error("This person belongs to no tenant.");
  return { userId, tenantId, method: "email" };
}

/** What the sign-in rules need to know about a person, found by account or by e-mail. */
export async function personBehind(db: Db, user: { id?: string; email?: string | null }) {
  const byId = user.id && isUuid(user.id) ? await findUser(db, user.id) : undefined;
  const found = byId ?? (user.email ? await findUserByEmail(db, user.email) : undefined);
  if (!found) return undefined;
  return { role: found.role, tenantId: await findNewestTenantId(db, found.id) };
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
