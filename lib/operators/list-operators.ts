import { listOperatorRows } from "@/db/queries/operators";
import type { OperatorRole } from "@/db/schema/auth";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";

export type OperatorView = {
  id: string;
  name: string;
  email: string;
  role: OperatorRole;
  /** Invited, and has neither a password nor ever signed in. */
  isPending: boolean;
  invitedAt: string | undefined;
  lastSignInAt: string | undefined;
  isSelf: boolean;
};

/** Everybody who may use the console. Throws forbidden. */
export async function listOperators(
  ctx: Context<Operator>,
): Promise<{ operators: OperatorView[]; isOwner: boolean }> {
  requireRole(ctx, "viewer");
  const rows = await listOperatorRows(ctx.db);
  const operators = rows.flatMap(({ role, ...row }): OperatorView[] => {
    if (!role) return [];
    const lastSignInAt = row.lastSignInAt ? new Date(row.lastSignInAt).toISOString() : undefined;
    return [
      {
        id: row.id,
        name: row.name ?? "",
        email: row.email ?? "",
        role,
        isPending: row.invitedAt !== null && !row.hasPassword && !lastSignInAt,
        invitedAt: row.invitedAt?.toISOString(),
        lastSignInAt,
        isSelf: row.id === ctx.actor.userId,
      },
    ];
  });
  return { operators, isOwner: ctx.actor.role === "owner" };
}
