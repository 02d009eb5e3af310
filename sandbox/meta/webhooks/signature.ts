import { createHmac } from "node:crypto";

/** JSON as Meta writes it: plain ASCII with lower-case escapes, and `/` and `@` escaped too. */
export function metaJson(value: unknown): string {
  const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value)
    .replaceAll("/", "\\/")
    .replace(/[@\u007f-\uffff]/g, escaped);
}

/** The two signature headers of a webhook, over the bytes that are sent. */
export function hubSignatures(secret: string, body: string): Record<string, string> {
  const by = (algorithm: string) => createHmac(algorithm, secret).update(body).digest("hex");
  return {
    "x-hub-signature": `sha1=${by("sha1")}`,
    "x-hub-signature-256": `sha256=${by("sha256")}`,
  };
}

/** A `signed_request`: signature and payload, both base64url without padding. */
export function signedRequest(secret: string, payload: Record<string, unknown>): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString("base64url");
  const signature = createHmac("sha256", secret).update(encoded).digest("base64url");
  return `${signature}.${encoded}`;
}
