import type { OperatorRole } from "@/db/schema/auth";
import type { Scope } from "@/lib/api-keys/states";
import type { ApiKey, Context } from "@/lib/context";
import { AppError } from "@/lib/errors";

const RANKS: Record<OperatorRole, number> = { viewer: 0, admin: 1, owner: 2 };

const REFUSALS = {
  viewer: "Only operators may see this.",
  admin: "Your role may look but not change anything. Ask an owner or admin.",
  owner: "Only an owner may do this. Ask one of your organization.",
};

/**
 * Throws forbidden for everybody but operators of this role or a higher one, API keys with the scope, and the system
 * itself. A verb that names no scope is closed to every key.
 */
export function requireRole(
  { actor }: Pick<Context, "actor">,
  role: OperatorRole,
  scope?: Scope,
): void {
  if (actor.kind === "system") return;
  if (actor.kind === "api_key") requireScope(actor, scope);
  else if (actor.kind !== "operator" || RANKS[actor.role] < RANKS[role])
    throw new AppError("forbidden", REFUSALS[role]);
}

function requireScope({ scopes }: ApiKey, scope: Scope | undefined): void {
  if (scope && scopes.includes(scope)) return;
  const message = scope ? `This key lacks the scope ${scope}.` : "No API key may do this.";
  throw new AppError("forbidden", message, { reason: "insufficient_scope" });
}

/** Whether an operator may change things, for pages that would offer it. */
export function mayChange({ actor }: Pick<Context, "actor">): boolean {
  return actor.kind === "operator" && RANKS[actor.role] >= RANKS.admin;
}
