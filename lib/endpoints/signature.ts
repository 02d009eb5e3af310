import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A new signing secret: `whsec_` and 32 random bytes in base64, as https://www.standardwebhooks.com says. */
export function newEndpointSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;
}

/** A moment as the header `webhook-timestamp` has it. */
export const toUnixSeconds = (at: Date) => Math.floor(at.getTime() / 1_000);

type Message = { id: string; timestampSeconds: number; body: string };

/** The header `webhook-signature` of Standard Webhooks: one signature per secret, separated by spaces. */
export function signatureOf(secrets: string[], { id, timestampSeconds, body }: Message): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), "base64");
      const mac = createHmac("sha256", key).update(`${id}.${timestampSeconds}.${body}`);
      return `v1,${mac.digest("base64")}`;
    })
    .join(" ");
}
