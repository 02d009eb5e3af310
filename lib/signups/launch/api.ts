import type { FailureView } from "@/lib/failure-view";
import type { CreatedSignup, SignupView } from "@/lib/signups/view";

/** A problem body as far as the browser uses it. */
export type Problem = {
  status: number;
  detail: string | undefined;
  failure: FailureView | undefined;
  supportReference: string | undefined;
};
export type Answer<T> =
  | { kind: "ok"; value: T }
  | { kind: "refused"; problem: Problem }
  | { kind: "unreachable" };

type Init = { method?: string; body?: string; contentType?: string; signal?: AbortSignal };

/** One call to the portal's own API; never throws. */
export async function call<T>(path: string, init: Init = {}): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method: init.method ?? "GET",
      headers: init.body === undefined ? {} : { "content-type": init.contentType ?? JSON_TYPE },
      credentials: "same-origin",
      cache: "no-store",
      keepalive: init.method === "POST",
      ...(init.body === undefined ? {} : { body: init.body }),
      ...(init.signal ? { signal: init.signal } : {}),
    });
    const body: unknown = response.status === 204 ? undefined : await response.json();
    if (response.ok) return { kind: "ok", value: body as T };
    return { kind: "refused", problem: problemOf(response.status, body) };
  } catch {
    return { kind: "unreachable" };
  }
}

const JSON_TYPE = "application/json";
const post = (value: unknown, signal?: AbortSignal): Init => ({
  method: "POST",
  body: JSON.stringify(value),
  ...(signal ? { signal } : {}),
});

export type SignupChoice = {
  linkId: string | undefined;
  numberId: string | undefined;
  reconnectId: string | undefined;
};

/** Creates the signup that the next click will use. */
export function createSignup(
  input: SignupChoice,
  signal: AbortSignal,
): Promise<Answer<CreatedSignup>> {
  return call("/api/signups", post(input, signal));
}

export function readSignup(id: string): Promise<Answer<SignupView>> {
  return call(`/api/signups/${id}`);
}

export function resumeSignup(id: string): Promise<Answer<SignupView>> {
  return call(`/api/signups/${id}/resume`, post({}));
}

/** Tells support what the browser did with the launch; nothing waits for it. */
export function reportLaunch(id: string, outcome: "opened" | "blocked" | "sdk_unavailable"): void {
  void call(`/api/signups/${id}/launch`, post({ outcome }));
}

/** Forwards Meta's event exactly as it came. */
export async function postSession(id: string, raw: string | object): Promise<Answer<SignupView>> {
  const init: Init =
    typeof raw === "string" ? { method: "POST", body: raw, contentType: "text/plain" } : post(raw);
  return retry((signal) => call(`/api/signups/${id}/session`, { ...init, signal }), 15_000);
}

/**
 * Hands the code over, again and again for 25 of its 30 seconds: the server gives the same code the same answer.
 */
export function postCode(id: string, code: string): Promise<Answer<SignupView>> {
  return retry((signal) => call(`/api/signups/${id}/code`, post({ code }, signal)), 25_000);
}

async function retry<T>(
  attempt: (signal: AbortSignal) => Promise<Answer<T>>,
  budgetMs: number,
): Promise<Answer<T>> {
  const deadline = Date.now() + budgetMs;
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
    const left = deadline - Date.now();
    const answer = await attempt(AbortSignal.timeout(Math.max(1_000, Math.min(left, 12_000))));
    if (!isTemporary(answer) || Date.now() + pauseMs >= deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

function isTemporary(answer: Answer<unknown>): boolean {
  if (answer.kind === "unreachable") return true;
  return answer.kind === "refused" && [429, 500, 502, 503, 504].includes(answer.problem.status);
}

function problemOf(status: number, body: unknown): Problem {
  const known: Partial<Problem> = typeof body === "object" && body !== null ? body : {};
  const { detail, failure, supportReference } = known;
  return { status, detail, failure, supportReference };
}
