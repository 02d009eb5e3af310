import type { z } from "zod";
import { fetchJson } from "@/lib/http/fetch-json";
import { toBirdError } from "./errors";

export type BirdClientOptions = {
  apiUrl: string;
  accessKey: string;
  organizationId: string;
  timeoutMs?: number;
};

type BirdCall<S extends z.ZodType> = { path: string; schema: S; query?: Record<string, string> };
type BirdWrite<S extends z.ZodType> = BirdCall<S> & {
  json?: unknown;
  /** Values in the body that no error may repeat. */
  secrets?: string[];
};

/** Bird's CRM API (api.bird.com). Its calls throw BirdError. */
export type BirdClient = {
  readonly options: BirdClientOptions;
  /** Reads; repeated on 429, 5xx and network faults. */
  get<S extends z.ZodType>(call: BirdCall<S>): Promise<z.output<S>>;
  /** Writes a JSON body; never repeated, since Bird documents no idempotency key. */
  post<S extends z.ZodType>(call: BirdWrite<S>): Promise<z.output<S>>;
  /** Changes with a JSON body; never repeated. */
  patch<S extends z.ZodType>(call: BirdWrite<S>): Promise<z.output<S>>;
  /** Deletes; never repeated. */
  delete<S extends z.ZodType>(call: BirdWrite<S>): Promise<z.output<S>>;
};

/** Makes a client for one Bird organization. Bird: `Authorization: AccessKey <key>`. */
export function createBirdClient(options: BirdClientOptions): BirdClient {
  return {
    options,
    get: (call) => callBird(options, "GET", call),
    post: (call) => callBird(options, "POST", call),
    patch: (call) => callBird(options, "PATCH", call),
    delete: (call) => callBird(options, "DELETE", call),
  };
}

async function callBird<S extends z.ZodType>(
  options: BirdClientOptions,
  method: "GET" | "POST" | "PATCH" | "DELETE",
  call: BirdWrite<S>,
): Promise<z.output<S>> {
  const { path, schema, query = {}, json, secrets = [] } = call;
  const { apiUrl, accessKey, timeoutMs = 10_000 } = options;
  const url = new URL(`${apiUrl}/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const headers = { authorization: `AccessKey ${accessKey}` };
  try {
    return await fetchJson({ method, url, headers, json, schema, timeoutMs });
  } catch (error) {
    throw toBirdError(error, [accessKey, ...secrets]);
  }
}
