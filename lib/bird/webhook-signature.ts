import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export type SignedDelivery = {
  signingKey: string;
  /** Header `messagebird-signature`. */
  signature: string | null | undefined;
  /** Header `messagebird-request-timestamp`. */
  timestamp: string | null | undefined;
  /** The URL as it was given to Bird, not as a proxy shows it. */
  url: string;
  rawBody: Uint8Array;
};

/**
 * Whether a delivery is Bird's, compared in constant time. Bird: base64 HMAC-SHA256 over timestamp, URL and the body's
 * raw SHA-256, joined by line feeds; the key is the text as given, not base64-decoded.
 */
export function verifyBirdSignature(delivery: SignedDelivery): boolean {
  const { signingKey, signature, timestamp, url, rawBody } = delivery;
  if (!signingKey || !signature || !timestamp) return false;
  const wanted = createHmac("sha256", signingKey)
    .update(`${timestamp}\n${url}\n`)
    .update(createHash("sha256").update(rawBody).digest())
    .digest();
  const given = Buffer.from(signature, "base64");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const PAST_MAX_MS = 24 * 3_600_000;
const FUTURE_MAX_MS = 5 * 60_000;

/** Whether a delivery's timestamp (Unix seconds) is recent. Bird's retries, for 8 hours, keep their first one. */
export function isFreshTimestamp(timestamp: string | null | undefined, now: Date): boolean {
  if (!timestamp || !/^\d{1,12}$/.test(timestamp)) return false;
  const ageMs = now.getTime() - Number(timestamp) * 1000;
  return ageMs <= PAST_MAX_MS && ageMs >= -FUTURE_MAX_MS;
}
