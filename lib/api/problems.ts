/** What an answer of the API can say went wrong: a closed list, each with its status and a place in the reference. */
export const PROBLEMS = {
  malformed_body: [400, "Bad request", "The body is not JSON."],
  unauthenticated: [401, "No access", "The request carries no API key that opens anything."],
  api_key_missing: [401, "No API key", "Send the key as Authorization: Bearer perch_…"],
  api_key_unknown: [401, "Unknown API key", "The key is mistyped, or of another portal."],
  api_key_expired: [401, "Expired API key", "Its time is over. Use the one that replaced it."],
  api_key_revoked: [401, "Revoked API key", "Somebody has taken the key back. Make a new one."],
  forbidden: [403, "Not allowed", "API keys may not do this."],
  export_off: [403, "Switched off", "An owner can allow taking tokens out under Settings."],
  insufficient_scope: [403, "Not allowed", "The key lacks the scope that the detail names."],
  not_found: [404, "Not found", "Nothing has this id, or there is no such address."],
  method_not_allowed: [405, "Method not allowed", "The header Allow says which methods are."],
  conflict: [409, "Conflict", "It cannot be done as things stand; the detail says why."],
  tenant_archived: [409, "Archived", "Restore the tenant first, then make your change."],
  link_ended: [409, "Ended", "The link was used, has expired or was taken back. Make a new one."],
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
  external_id_taken: [409, "Taken", "Another tenant has this external id, archived or not."],
  email_taken: [
    409,
    "Taken",
    "The address belongs to an operator. Give the tenant one of its own.",
  ],
  workspace_taken: [409, "Taken", "Another tenant has this Bird workspace."],
  workspace_busy: [409, "Not ready yet", "The tenant's Bird workspace is being readied."],
  workspace_failed: [409, "No workspace", "The tenant's Bird workspace could not be made."],
  price_changed: [409, "The price has changed", "Look at the number again and agree to its price."],
  currencies_differ: [409, "Two currencies", "Buy a number with two currencies in Bird itself."],
  number_taken: [409, "Taken", "Another tenant has this number."],
  number_gone: [409, "Gone", "The number is not for sale any more."],
  purchase_refused: [409, "Refused", "Bird did not sell the number; the detail holds its words."],
  nothing_to_renew: [409, "Nothing to renew", "The connection has no number. Make a connect link."],
  not_connected: [409, "Not connected", "This can be done once the number is connected."],
  disconnecting: [409, "Being disconnected", "Connect the number again once that is done."],
  grant_lost: [409, "No permission", "Meta's permission is gone. Make a new link."],
  code_used: [409, "Code used before", "Meta's code works once. Run its window again."],
  signup_over: [409, "Over", "The signup has another code. Run Meta's window again."],
  too_many_endpoints: [409, "Too many endpoints", "Delete one that nobody needs."],
  endpoint_off: [409, "Switched off", "Enable the endpoint first."],
  lost_update: [409, "Changed meanwhile", "Read it again, then make your change again."],
  gone: [410, "Gone", "It was there and has ended."],
  link_over: [410, "Link over", "The link was taken back, or is not the tenant's. Make a new one."],
  no_token: [410, "No token", "The token was wiped, or is about to be."],
  too_large: [413, "Too large", "Send a smaller body."],
  invalid_input: [422, "Invalid input", "`errors` names each field and how to mend it."],
  number_not_ready: [422, "Number not ready", "The number cannot be connected, or not yet."],
  number_not_of_link: [
    422,
    "Another number",
    "The link is for another number. Leave `numberId` out.",
  ],
  idempotency_key_reused: [
    422,
    "Idempotency-Key used before",
    "The key was sent with another request. Give every request a key of its own.",
  ],
  too_many_requests: [429, "Too many requests", "Try again after Retry-After."],
  internal: [500, "Something went wrong", "Our mistake. Try again; give support the requestId."],
  not_configured: [503, "Not set up", "The portal lacks a setting that this needs."],
  provider_refused: [
    502,
    "A provider refused",
    "The detail holds its words; the same again will not help.",
  ],
  provider_unavailable: [503, "A provider did not answer", "Try again after Retry-After."],
  meta_unavailable: [503, "Meta did not answer", "Post the same code again at once."],
} as const satisfies Record<string, readonly [status: number, title: string, text: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

/** Where the reference explains a problem. */
export function problemUrl(appUrl: string, code: ProblemCode): string {
  return `${appUrl}/docs/api#problem-${code}`;
}
