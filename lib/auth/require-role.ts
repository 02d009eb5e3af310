import type { OperatorRole } from "@/db/schema/auth";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";

const RANKS: Record<OperatorRole, number> = { viewer: 0, admin: 1, owner: 2 };

const REFUSALS = {
  viewer: "Only operators may see this.",
  admin: "Your role may look but not change anything. Ask an owner or admin.",
  owner: "Only an owner may do this. Ask one of your organization.",
};

/** Throws forbidden for everybody but operators of this role or a higher one, and the system itself. */
export function requireRole({ actor }: Pick<Context, "actor">, role: OperatorRole): void {
  if (actor.kind === "system") return;
  if (actor.kind !== "operator" || RANKS[actor.role] < RANKS[role])
    throw new AppError("forbidden", REFUSALS[role]);
}

/** Whether an operator may change things, for pages that would offer it. */
export function mayChange({ actor }: Pick<Context, "actor">): boolean {
  return actor.kind === "operator" && RANKS[actor.role] >= RANKS.admin;
}
