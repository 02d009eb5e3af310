import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { requireMember, requireOperator } from "@/lib/auth/current-session";
import { requestIp } from "@/lib/auth/request-facts";
import type { Context, Member, Operator } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { contextFor } from "@/lib/system-context";

/** The context of a customer's page; redirects to the sign-in when there is no session. `path` is where to come back to. */
export async function memberPage(path: string): Promise<Context<Member>> {
  return contextFor(await requireMember(path), newId(), requestIp(await headers()));
}

/** The context of a console page; redirects to the sign-in when there is no session. */
export async function operatorPage(path: string): Promise<Context<Operator>> {
  return contextFor(await requireOperator(path), newId(), requestIp(await headers()));
}

/** Awaits a verb for a page: not_found becomes the 404 page. */
export async function orNotFound<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
