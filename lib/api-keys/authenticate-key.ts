import { findApiKeyByHash, noteApiKeyUse } from "@/db/queries/api-keys";
import type { ApiKey, Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { digest } from "@/lib/vault/digest";
import { isWholeKey } from "./key-format";

const USE_NOTED_EVERY_MS = 60_000;

/**
 * Who sent an `Authorization` header. One look-up for every whole key; a use is noted once a minute at most. Throws
 * unauthenticated with a reason.
 */
export async function authenticateKey(
  { db, now }: Pick<Context, "db" | "now">,
  authorization: string | null,
): Promise<ApiKey> {
  const key = readKey(authorization);
  const at = now();
  const row = await findApiKeyByHash(db, digest(key));
  if (!row) throw refused("api_key_unknown", "No API key like this one exists.");
  if (row.revokedAt) throw refused("api_key_revoked", "This API key has been revoked.");
  if (row.expiresAt && row.expiresAt <= at)
    throw refused("api_key_expired", "This API key has expired.");
  const before = new Date(at.getTime() - USE_NOTED_EVERY_MS);
  if (!row.lastUsedAt || row.lastUsedAt < before)
    await noteApiKeyUse(db, { keyId: row.id, now: at, before });
  return { kind: "api_key", keyId: row.id, scopes: row.scopes };
}

/** The key of an `Authorization` header, whole but perhaps nobody's. Throws unauthenticated with a reason. */
export function readKey(authorization: string | null): string {
  if (!authorization)
    throw refused("api_key_missing", "Send your API key in the header Authorization: Bearer.");
  const [, key = ""] = authorization.match(/^bearer +(\S+) *$/i) ?? [];
  if (!isWholeKey(key))
    throw refused("api_key_unknown", "This is not a whole API key. Copy it again.");
  return key;
}

function refused(reason: string, message: string): AppError {
  return new AppError("unauthenticated", message, { reason });
}
