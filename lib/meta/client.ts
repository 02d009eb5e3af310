import { createHmac } from "node:crypto";
import type { z } from "zod";
import { fetchJson } from "@/lib/http/fetch-json";
import { toMetaError } from "./errors";
import { regainAccessMs } from "./usage";

export type MetaClientOptions = {
  graphUrl: string;
  graphVersion: string;
  appId: string;
  appSecret: string;
  businessId?: string | undefined;
  systemToken?: string | undefined;
  timeoutMs?: number;
};

type GraphCall<S extends z.ZodType> = {
  path: string;
  schema: S;
  token?: string;
  /** The token is ours, not the customer's: its refusal is the ISV's matter. */
  isOwnToken?: boolean;
  query?: Record<string, string>;
  form?: Record<string, string>;
};

/** Graph API of one Meta app. Its calls throw MetaError. */
export type MetaClient = {
  readonly options: MetaClientOptions;
  /** Reads; repeated on 429, 5xx and network faults. */
  get<S extends z.ZodType>(call: GraphCall<S>): Promise<z.output<S>>;
  /** Writes a form; never repeated. */
  post<S extends z.ZodType>(call: GraphCall<S>): Promise<z.output<S>>;
  /** Deletes; never repeated. */
  delete<S extends z.ZodType>(call: GraphCall<S>): Promise<z.output<S>>;
};

/** Makes a Graph client; tokens travel in the Authorization header, with `appsecret_proof` beside them. */
export function createMetaClient(options: MetaClientOptions): MetaClient {
  return {
    options,
    get: (call) => callGraph(options, "GET", call),
    post: (call) => callGraph(options, "POST", call),
    delete: (call) => callGraph(options, "DELETE", call),
  };
}

async function callGraph<S extends z.ZodType>(
  options: MetaClientOptions,
  method: "GET" | "POST" | "DELETE",
  call: GraphCall<S>,
) {
  const { path, schema, token, query = {}, form } = call;
  const { graphUrl, graphVersion, timeoutMs = 10_000 } = options;
  const url = new URL(`${graphUrl}/${graphVersion}/${path}`);
  const proof = token ? { appsecret_proof: appSecretProof(token, options.appSecret) } : {};
  for (const [name, value] of Object.entries({ ...query, ...proof }))
    url.searchParams.set(name, value);
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  try {
    return await fetchJson({
      method,
      url,
      headers,
      schema,
      timeoutMs,
      form,
      retryAfterMs: regainAccessMs,
    });
  } catch (error) {
    throw toMetaError(error, call.isOwnToken ?? false);
  }
}

/** The app access token. Meta: literally `APP_ID|APP_SECRET`. */
export function appToken({ options }: MetaClient): string {
  return `${options.appId}|${options.appSecret}`;
}

/** Meta: hex HMAC-SHA256 of the access token, keyed with the app secret. */
export function appSecretProof(token: string, appSecret: string): string {
  return createHmac("sha256", appSecret).update(token).digest("hex");
}
