/** What an answer of the API can say went wrong: a closed list, each with its status and a place in the reference. */
export const PROBLEMS = {
  malformed_body: [400, "Bad request", "The body is not JSON."],
  unauthenticated: [401, "No access", "The request carries no API key that opens anything."],
  api_key_missing: [401, "No API key", "Send the key as Authorization: Bearer perch_…"],
  api_key_unknown: [401, "Unknown API key", "The key is mistyped, or of another portal."],
  api_key_expired: [401, "Expired API key", "Its time is over. Use the one that replaced it."],
  api_key_revoked: [401, "Revoked API key", "Somebody has taken the key back. Make a new one."],
  forbidden: [403, "Not allowed", "API keys may not do this."],
  insufficient_scope: [403, "Not allowed", "The key lacks the scope that the detail names."],
  not_found: [404, "Not found", "Nothing has this id, or there is no such address."],
  method_not_allowed: [405, "Method not allowed", "The header Allow says which methods are."],
  conflict: [409, "Conflict", "It cannot be done as things stand; the detail says why."],
  idempotency_in_progress: [
    409,
    "Still at work",
    "The first request with this Idempotency-Key has not ended. Try again after Retry-After.",
  ],
  idempotency_outcome_unknown: [
    409,
    "Outcome unknown",
    "The first request with this Idempotency-Key broke off. Read back whether it was done; if not, use a new key.",
  ],
  price_changed: [409, "The price has changed", "Look at the number again and agree to its price."],
  taken: [409, "Taken", "Another tenant has this number."],
  number_gone: [409, "Gone", "The number is not for sale any more."],
  refused: [409, "Refused", "Bird did not sell the number; the detail holds its words."],
  no_workspace: [409, "No workspace", "The tenant's Bird workspace could not be made."],
  lost_update: [409, "Changed meanwhile", "Read it again, then make your change again."],
  gone: [410, "Gone", "It was there and has ended."],
  too_large: [413, "Too large", "Send a smaller body."],
  invalid_input: [422, "Invalid input", "`errors` names each field and how to mend it."],
  idempotency_key_reused: [
    422,
    "Idempotency-Key used before",
    "The key was sent with another request. Give every request a key of its own.",
  ],
  too_many_requests: [429, "Too many requests", "Try again after Retry-After."],
  internal: [500, "Something went wrong", "Our mistake. Try again; give support the requestId."],
  not_configured: [503, "Not set up", "The portal lacks a setting that this needs."],
  provider_unavailable: [503, "A provider did not answer", "Try again in a moment."],
} as const satisfies Record<string, readonly [status: number, title: string, text: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

/** Where the reference explains a problem. */
export function problemUrl(appUrl: string, code: ProblemCode): string {
  return `${appUrl}/docs/api#problem-${code}`;
}
