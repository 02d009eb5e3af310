import type { OperatorRole } from "@/db/schema/auth";
import type { Db } from "@/db/types";
import type { Context, Operator } from "@/lib/context";
import { type FakeRoutes, memberContext } from "@/lib/testing";

/** An operator's context beside the member and the tenant that it was made from. */
export async function operatorContext(
  db: Db,
  { role = "admin", bird = {} }: { role?: OperatorRole; bird?: FakeRoutes } = {},
) {
  const { ctx: member, tenant, birdApi } = await memberContext(db, { bird });
  const { userId } = member.actor;
  const as = (other: OperatorRole): Context<Operator> => ({
    ...member,
    actor: { kind: "operator", userId, role: other, sessionId: "test" },
  });
  return { ctx: as(role), as, member, tenant, birdApi };
}
