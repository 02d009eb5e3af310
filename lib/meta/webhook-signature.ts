import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether a delivery is Meta's, compared in constant time; false for a missing or malformed header. Meta:
 * `X-Hub-Signature-256: sha256=<hex HMAC-SHA256 of the raw body, keyed with the app secret>`.
 */
export function verifyMetaSignature(
  appSecret: string,
  header: string | null | undefined,
  rawBody: Uint8Array,
): boolean {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? "")?.[1];
  if (!hex || !appSecret) return false;
  const wanted = createHmac("sha256", appSecret).update(rawBody).digest();
  return timingSafeEqual(Buffer.from(hex, "hex"), wanted);
}
