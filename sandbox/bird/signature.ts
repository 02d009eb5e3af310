import { createHash, createHmac } from "node:crypto";

/** Bird's signature: the key is the text as given, and the body's hash goes in as raw bytes. */
export function birdSignature(given: {
  signingKey: string;
  timestamp: string;
  url: string;
  body: string;
}): string {
  const hash = createHash("sha256").update(given.body).digest();
  return createHmac("sha256", given.signingKey)
    .update(`${given.timestamp}\n${given.url}\n`)
    .update(hash)
    .digest("base64");
}
