import { listOwnSessions } from "@/db/queries/operators";
import { findUser } from "@/db/queries/users";
import type { OperatorRole } from "@/db/schema/auth";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { fingerprint } from "@/lib/vault/digest";

export type AccountView = {
  name: string;
  email: string;
  role: OperatorRole;
  /** Without one the operator signs in at the identity provider. */
  hasPassword: boolean;
  sessions: {
    /** Names the session to its owner; opens nothing. */
    id: string;
    ip: string | undefined;
    userAgent: string | undefined;
    createdAt: string;
    expiresAt: string;
    isCurrent: boolean;
  }[];
};

/** The signed-in operator's own account and sessions. Throws forbidden. */
export async function getAccount(ctx: Context<Operator>): Promise<AccountView> {
  requireRole(ctx, "viewer");
  const { userId, role, sessionId: current } = ctx.actor;
  const [user, sessions] = await Promise.all([
    findUser(ctx.db, userId),
    listOwnSessions(ctx.db, userId, ctx.now()),
  ]);
  if (!user) throw notFound("operator");
  return {
    name: user.name ?? "",
    email: user.email ?? "",
    role,
    hasPassword: user.passwordHash !== null,
    sessions: sessions.map(({ sessionId, ip, userAgent, createdAt, expires }) => ({
      id: fingerprint(sessionId),
      ip: ip ?? undefined,
      userAgent: userAgent ?? undefined,
      createdAt: createdAt.toISOString(),
      expiresAt: expires.toISOString(),
      isCurrent: sessionId === current,
    })),
  };
}
