import type { Context, Operator } from "@/lib/context";
import { AppError } from "@/lib/errors";

/** Throws forbidden for operators who may only look. */
export function requireChief({ actor }: Context<Operator>): void {
  if (actor.role === "viewer")
    throw new AppError("forbidden", "Your role may look but not decide. Ask an owner or admin.");
}
