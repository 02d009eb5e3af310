import { Agent, type Dispatcher, errors, interceptors, request } from "undici";
import type { z } from "zod";
import { toStorable } from "@/lib/to-storable";

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

export type AnswerHeaders = Dispatcher.ResponseData["headers"];

export type JsonCall<S extends z.ZodType> = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  url: URL;
  headers?: Record<string, string>;
  form?: Record<string, string> | undefined;
  json?: unknown;
  /** What the answer must be; an empty answer is parsed as undefined. */
  schema: S;
  /** The whole call, repeats included. */
  timeoutMs: number;
  /** Reads a provider's own rate-limit headers; the longer of this and `Retry-After` counts. */
  retryAfterMs?: (headers: AnswerHeaders) => number | undefined;
};

const ANSWER_MAX_BYTES = 5_000_000;

/** Reads are repeated on 429, 5xx and network faults, with jitter and Retry-After; writes never are. */
const dispatcher = new Agent({ maxResponseSize: ANSWER_MAX_BYTES }).compose(
  interceptors.retry({
    methods: ["GET"],
    maxRetries: 2,
    minTimeout: 200,
    maxTimeout: 5_000,
    statusCodes: [429, 500, 502, 503, 504],
    throwOnError: false,
  }),
);

/** Calls a provider and parses its answer. Redirects are not followed. Throws HttpError. */
export async function fetchJson<S extends z.ZodType>(call: JsonCall<S>): Promise<z.output<S>> {
  const operation = `${call.method} ${call.url.pathname}`;
  const { status, body, retryAfterMs } = await send(call, operation);
  if (status < 200 || status > 299) {
    throw new HttpError("status", operation, status, body, retryAfterMs);
  }
  const parsed = call.schema.safeParse(body);
  if (!parsed.success) throw new HttpError("shape", operation, status, body, undefined);
  return parsed.data;
}

type Answer = { status: number; body: unknown; retryAfterMs: number | undefined };

async function send<S extends z.ZodType>(call: JsonCall<S>, operation: string): Promise<Answer> {
  try {
    const { statusCode, headers, body } = await request(call.url, {
      method: call.method,
      headers: { accept: "application/json", ...contentType(call), ...call.headers },
      body: bodyOf(call),
      signal: AbortSignal.timeout(call.timeoutMs),
      dispatcher,
    });
    const text = await body.text();
    const waits = [retryAfter(headers) ?? 0, call.retryAfterMs?.(headers) ?? 0];
    const retryAfterMs = Math.max(...waits) || undefined;
    return { status: statusCode, body: parseJson(text), retryAfterMs };
  } catch (error) {
    throw new HttpError(kindOf(error), operation, undefined, undefined, undefined);
  }
}

function bodyOf<S extends z.ZodType>({ form, json }: JsonCall<S>): string | null {
  if (form) return new URLSearchParams(form).toString();
  return json === undefined ? null : JSON.stringify(json);
}

function contentType<S extends z.ZodType>({ form, json }: JsonCall<S>): Record<string, string> {
  if (form) return { "content-type": "application/x-www-form-urlencoded" };
  return json === undefined ? {} : { "content-type": "application/json" };
}

function parseJson(text: string): unknown {
  try {
    // What a provider says is kept, so it must be what PostgreSQL takes.
    return text ? toStorable(JSON.parse(text)) : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 9110: `Retry-After` is a number of seconds or an HTTP date. */
function retryAfter(headers: AnswerHeaders): number | undefined {
  const text = String(headers["retry-after"] ?? "").trim();
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(waitMs) && waitMs > 0 ? waitMs : undefined;
}

const UNSENT_CODES = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

function kindOf(error: unknown): HttpErrorKind {
  if (error instanceof errors.ConnectTimeoutError) return "unsent";
  if (error instanceof Error && error.name === "TimeoutError") return "timeout";
  const { code, errors: inner } = error as { code?: string; errors?: { code?: string }[] };
  const codes = [code, ...(inner ?? []).map((one) => one.code)];
  return codes.some((one) => one !== undefined && UNSENT_CODES.includes(one))
    ? "unsent"
    : "network";
}
