import { createKey } from "@/lib/api-keys/create-key";
import { SCOPES, type Scope } from "@/lib/api-keys/states";
import { operatorOf } from "@/lib/connections/operator-testing";
import type { Context } from "@/lib/context";
import { apiRoute } from "@/lib/http/api-route";
import type { Operation } from "./operation";
import { OPERATIONS } from "./operations";

export const ORIGIN = "http://localhost:3000";

type Sent = {
  key?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
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

/** Sends a request to the operation's route handler, as the server would. */
export function callApi(method: string, path: string, sent: Sent = {}): Promise<Response> {
  const [pathname = ""] = path.split("?");
  return apiRoute(operationAt(method, pathname))(requestOf(method, path, sent));
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
