import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** SHA-256 in hex: how bearer secrets with full entropy are stored and looked up. */
export function digest(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Twelve hex digits that let people tell two secrets apart without learning either. */
export function fingerprint(secret: string): string {
  return digest(`fingerprint:${secret}`).slice(0, 12);
}

/** A random bearer secret of 256 bits, safe in URLs. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Compares two strings in constant time. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(digest(left)), Buffer.from(digest(right)));
}
