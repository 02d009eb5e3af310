import { lookup } from "node:dns/promises";
import { Agent, type Dispatcher, request } from "undici";
import type { Env } from "@/lib/env";
import { attemptErrorOf } from "./attempt-error";
import { literalAddress } from "./endpoint-url";
import { guardedLookup, type Resolve } from "./guarded-lookup";
import { isPublicAddress } from "./public-address";
import { shareLookups } from "./share-lookups";
import type { AttemptError } from "./states";

export type Post = { url: string; headers: Record<string, string>; body: string };
export type Answer = {
  /** Undefined when there was none; `error` then says why. */
  status: number | undefined;
  error: AttemptError | undefined;
  /** The beginning of the body, fit to be kept and shown. */
  body: string | undefined;
  retryAfterMs: number | undefined;
  tookMs: number;
};
/** Posts once and never throws. */
export type PostEvent = (post: Post) => Promise<Answer>;

type Options = {
  allowsPrivateEndpoints: boolean;
  /** The whole request, name and answer included. */
  timeoutMs?: number;
  resolve?: Resolve;
  isAllowed?: (address: string) => boolean;
};

const TIMEOUT_MS = 10_000;
const KEPT_BYTES = 2_048;
/** Much more than is read; what a receiver sends on top is cut off. */
const ANSWER_MAX_BYTES = 64 * 1_024;

/**
 * Makes what posts to endpoints: by https unless private ones are allowed, to public addresses only, checked on the very
 * address that is connected to; no redirect is followed and no proxy used.
 */
export function createPostEvent({
  allowsPrivateEndpoints,
  timeoutMs = TIMEOUT_MS,
  resolve = (hostname) => lookup(hostname, { all: true }),
  isAllowed = (address) => allowsPrivateEndpoints || isPublicAddress(address),
}: Options): PostEvent {
  const dispatcher = new Agent({
    maxResponseSize: ANSWER_MAX_BYTES,
    connect: {
      lookup: guardedLookup({ resolve: shareLookups(resolve), isAllowed }),
      timeout: timeoutMs,
    },
  });
  const mayPost = ({ protocol, hostname }: URL) => {
    // Sockets look names up, and take an address as it is.
    const literal = literalAddress(hostname);
    if (literal && !isAllowed(literal)) return false;
    return protocol === "https:" || allowsPrivateEndpoints;
  };
  return async (post) => {
    const startedAt = performance.now();
    const answer = mayPost(new URL(post.url))
      ? await send(dispatcher, post, timeoutMs)
      : failed("address_refused");
    return { ...answer, tookMs: Math.round(performance.now() - startedAt) };
  };
}

const made = new Map<boolean, PostEvent>();

/** The one of this process, which keeps its connections. */
export function postEventOf({ allowsPrivateEndpoints }: Pick<Env, "allowsPrivateEndpoints">) {
  const known = made.get(allowsPrivateEndpoints);
  if (known) return known;
  const postEvent = createPostEvent({ allowsPrivateEndpoints });
  made.set(allowsPrivateEndpoints, postEvent);
  return postEvent;
}

type Sent = Omit<Answer, "tookMs">;

/** What stands for an answer when nothing was posted. */
export function unanswered(error: AttemptError): Answer {
  return { ...failed(error), tookMs: 0 };
}

async function send(dispatcher: Dispatcher, post: Post, timeoutMs: number): Promise<Sent> {
  try {
    const { statusCode, headers, body } = await request(post.url, {
      method: "POST",
      headers: post.headers,
      body: post.body,
      signal: AbortSignal.timeout(timeoutMs),
      dispatcher,
    });
    return {
      status: statusCode,
      error: undefined,
      body: await beginningOf(body),
      retryAfterMs: retryAfter(headers["retry-after"]),
    };
  } catch (error) {
    return failed(attemptErrorOf(error));
  }
}

function failed(error: AttemptError): Sent {
  return { status: undefined, error, body: undefined, retryAfterMs: undefined };
}

/** The status has told already whether the event arrived: a body that breaks off is kept as far as it came. */
async function beginningOf(body: Dispatcher.ResponseData["body"]): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).byteLength;
      if (size >= KEPT_BYTES) break;
    }
  } catch {
    // As far as it came.
  }
  if (size === 0) return undefined;
  return toShown(Buffer.concat(chunks).subarray(0, KEPT_BYTES).toString("utf8"));
}

/** Control characters could play tricks on a terminal or a log; PostgreSQL refuses some of them. */
function toShown(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(/[^\P{C}\n\t]/gu, "\ufffd");
}

/** RFC 9110: a number of seconds or an HTTP date. */
function retryAfter(header: string | string[] | undefined): number | undefined {
  const text = String(header ?? "").trim();
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(waitMs) && waitMs > 0 ? waitMs : undefined;
}
