import { findLiveSession } from "@/db/queries/sessions";
import type { Db } from "@/db/types";
import type { Member, Operator } from "@/lib/context";
import { digest } from "@/lib/vault/digest";

/** The person a session token stands for, by one statement; undefined for anything that does not count. */
export async function findSession(
  db: Db,
  token: string | undefined,
  now: Date,
): Promise<Member | Operator | undefined> {
  if (!token) return undefined;
  const row = await findLiveSession(db, { sessionId: digest(token), now });
  if (!row) return undefined;
  const { sessionId, userId, tenantId, role } = row;
  if (tenantId) {
    const linkId = row.linkId ?? undefined;
    return { kind: "member", userId, tenantId, linkId, locale: row.locale ?? "en", sessionId };
  }
  return role ? { kind: "operator", userId, role, sessionId } : undefined;
}
