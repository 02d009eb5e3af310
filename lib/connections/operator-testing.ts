import { users } from "@/db/schema";
import type { OperatorRole } from "@/db/schema/auth";
import type { Context, Operator } from "@/lib/context";

/** The same context for an operator who is there by name. */
export async function operatorOf(
  ctx: Context,
  role: OperatorRole = "admin",
): Promise<Context<Operator>> {
  const [user] = await ctx.db.insert(users).values({ name: "Olga Operator", role }).returning();
  if (!user) throw new Error("test set-up");
  return { ...ctx, actor: { kind: "operator", userId: user.id, role, sessionId: "test" } };
}
