import ky, { HTTPError, TimeoutError } from "ky";
import type { z } from "zod";

export type Fetch = typeof globalThis.fetch;

/** Why a call to a provider failed. `unsent`: the request never left, so even a one-time code is unspent. */
export type HttpErrorKind = "unsent" | "network" | "timeout" | "status" | "shape";

/** A failed call to a provider; the message names method, path and status, never a query or a body. */
export class HttpError extends Error {
  override name = "HttpError";
  constructor(
    readonly kind: HttpErrorKind,
    readonly operation: string,
    readonly status: number | undefined,
    readonly body: unknown,
    readonly retryAfterMs: number | undefined,
  ) {
    super(`${operation}: ${status ?? kind}`);
  }
}

export type JsonCall<S extends z.ZodType> = {
  method: "GET" | "POST" | "DELETE";
  url: URL;
  headers?: Record<string, string>;
  form?: Record<string, string> | undefined;
  json?: unknown;
  schema: S;
  timeoutMs: number;
  /** Attempts for reads on 429, 5xx, network and timeout, with jitter and Retry-After; writes are never repeated here. */
  attempts?: number;
  fetch?: Fetch | undefined;
};

/** Calls a provider and parses its answer. Throws HttpError. */
export async function fetchJson<S extends z.ZodType>(call: JsonCall<S>): Promise<z.output<S>> {
  const operation = `${call.method} ${call.url.pathname}`;
  const response = await send(call, operation);
  const body = await readJson(response);
  const parsed = call.schema.safeParse(body);
  if (!parsed.success) throw new HttpError("shape", operation, response.status, body, undefined);
  return parsed.data;
}

async function send<S extends z.ZodType>(call: JsonCall<S>, operation: string): Promise<Response> {
  try {
    return await ky(call.url, {
      method: call.method,
      headers: { accept: "application/json", ...call.headers },
      ...(call.form ? { body: new URLSearchParams(call.form) } : {}),
      ...(call.json === undefined ? {} : { json: call.json }),
      timeout: call.timeoutMs,
      retry: {
        limit: call.method === "GET" ? (call.attempts ?? 3) - 1 : 0,
        methods: ["get"],
        maxRetryAfter: 5_000,
        backoffLimit: 2_000,
        jitter: true,
      },
      redirect: "error",
      ...(call.fetch ? { fetch: call.fetch } : {}),
    });
  } catch (error) {
    throw await toHttpError(error, operation);
  }
}

async function toHttpError(error: unknown, operation: string): Promise<HttpError> {
  if (error instanceof HTTPError) {
    const { response } = error;
    return new HttpError(
      "status",
      operation,
      response.status,
      await readJson(response),
      retryAfter(response),
    );
  }
  const kind = error instanceof TimeoutError ? "timeout" : neverSent(error) ? "unsent" : "network";
  return new HttpError(kind, operation, undefined, undefined, undefined);
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => "");
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

const UNSENT_CODES = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];

function neverSent(error: unknown): boolean {
  const cause =
    error instanceof Error
      ? (error.cause as { code?: string; errors?: { code?: string }[] })
      : undefined;
  const codes = [cause?.code, ...(cause?.errors ?? []).map((inner) => inner.code)];
  return codes.some((code) => code !== undefined && UNSENT_CODES.includes(code));
}
