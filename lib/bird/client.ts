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

/** Bird's CRM API (api.bird.com). Its calls throw BirdError. */
export type BirdClient = {
  readonly options: BirdClientOptions;
  /** Reads; repeated on 429, 5xx and network faults. */
  get<S extends z.ZodType>(call: BirdCall<S>): Promise<z.output<S>>;
};

/** Makes a client for one Bird organization. Bird: `Authorization: AccessKey <key>`. */
export function createBirdClient(options: BirdClientOptions): BirdClient {
  const { apiUrl, accessKey, timeoutMs = 10_000 } = options;
  return {
    options,
    async get({ path, schema, query = {} }) {
      const url = new URL(`${apiUrl}/${path}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const headers = { authorization: `AccessKey ${accessKey}` };
      try {
        return await fetchJson({ method: "GET", url, headers, schema, timeoutMs });
      } catch (error) {
        throw toBirdError(error);
      }
    },
  };
}
