import { createKey } from "@/lib/api-keys/create-key";
import { SCOPES, type Scope } from "@/lib/api-keys/states";
import { operatorOf } from "@/lib/connections/operator-testing";
import type { Context } from "@/lib/context";
import { answerOperation } from "@/lib/http/api-answer";
import { newId } from "@/lib/ids";
import type { Operation } from "./operation";
import { OPERATIONS } from "./operations";

export const ORIGIN = "http://localhost:3000";

type Sent = {
  key?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  ip?: string;
};

/** A new key with these scopes, all of them unless told otherwise. */
export async function keyWith(ctx: Context, scopes: readonly Scope[] = SCOPES): Promise<string> {
  const owner = await operatorOf(ctx, "owner");
  return (await createKey(owner, { name: "Billing", scopes: [...scopes] })).key;
}

/** The operation behind a method and a path (without a query); literal parts go before gaps, as Next has it. */
export function operationAt(method: string, path: string): Operation {
  const fits = OPERATIONS.filter((one) => one.method === method && patternOf(one).test(path));
  const [found] = fits.toSorted((one, other) => gapsIn(one) - gapsIn(other));
  if (!found) throw new Error(`no operation at ${method} ${path}`);
  return found;
}

/** Answers a request by the operation at its path, as the server would. */
export function callApi(
  ctx: Context,
  method: string,
  path: string,
  sent: Sent = {},
): Promise<Response> {
  const [pathname = ""] = path.split("?");
  const answer = answerOperation(operationAt(method, pathname));
  return answer(baseOf(ctx, sent.ip), requestOf(method, path, sent));
}

/** A context in which nobody acts yet, as a request finds it. */
export function baseOf(ctx: Context, ip?: string): Context {
  return { ...ctx, actor: { kind: "system" }, requestId: newId(), ip };
}

export function requestOf(method: string, path: string, { key, body, headers }: Sent): Request {
  return new Request(`${ORIGIN}/api/v1${path}`, {
    method,
    headers: { ...(key && { authorization: `Bearer ${key}` }), ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

function patternOf({ path }: Operation): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`);
}

function gapsIn({ path }: Operation): number {
  return path.split("{").length;
}
