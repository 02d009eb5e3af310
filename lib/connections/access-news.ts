import type { ConnectionRow } from "@/db/queries/connections";

/** News of who reaches an account. A new grant overtakes them, and what was told before it says nothing any more. */
const ACCESS_NEWS = ["bird_access", "offboarded", "removed", "partner_removed"];

export function isAccessNews(kind: string): boolean {
  return ACCESS_NEWS.includes(kind);
}

/** What stays of a connection's news when it gets another token. */
export function withoutAccessNews(notices: ConnectionRow["notices"]): ConnectionRow["notices"] {
  return Object.fromEntries(Object.entries(notices).filter(([kind]) => !isAccessNews(kind)));
}

/** Meta's times are whole seconds, so within the second of the grant only Graph can tell. */
export function isBeforeGrant(
  { grantedAt }: Pick<ConnectionRow, "grantedAt">,
  occurredAt: Date,
): boolean {
  return grantedAt !== null && occurredAt.getTime() < Math.floor(grantedAt.getTime() / 1000) * 1000;
}
