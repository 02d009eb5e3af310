/** What a key may be allowed to do; a verb that names none is closed to every key. */
export const SCOPES = [
  "tenants:read",
  "tenants:write",
  "links:read",
  "links:write",
  "signups:read",
  "signups:write",
  "connections:read",
  "connections:write",
  "numbers:read",
  "numbers:buy",
  "endpoints:read",
  "endpoints:write",
  "events:read",
  "tokens:export",
] as const;

export type Scope = (typeof SCOPES)[number];
