import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { newEndpointSecret, signatureOf } from "./signature";

const body = JSON.stringify({ type: "link.viewed", data: { name: "Crème ☕" } });
const id = "0199f1a0-0000-7000-8000-000000000001";
const timestampSeconds = Math.floor(Date.now() / 1_000);
const headersOf = (secrets: string[]) => ({
  "webhook-id": id,
  "webhook-timestamp": String(timestampSeconds),
  "webhook-signature": signatureOf(secrets, { id, timestampSeconds, body }),
});

describe("signatures", () => {
  it("are what the public library verifies", () => {
    const secret = newEndpointSecret();
    expect(new Webhook(secret).verify(body, headersOf([secret]))).toEqual(JSON.parse(body));
    expect(() => new Webhook(newEndpointSecret()).verify(body, headersOf([secret]))).toThrow();
    expect(() => new Webhook(secret).verify(`${body} `, headersOf([secret]))).toThrow();
  });

  it("of two secrets are verified with either", () => {
    const secrets = [newEndpointSecret(), newEndpointSecret()];
    for (const secret of secrets)
      expect(new Webhook(secret).verify(body, headersOf(secrets))).toEqual(JSON.parse(body));
  });

  it("are made with 32 bytes of one's own", () => {
    const secrets = Array.from({ length: 50 }, newEndpointSecret);
    expect(new Set(secrets).size).toBe(50);
    for (const secret of secrets)
      expect(Buffer.from(secret.replace(/^whsec_/, ""), "base64")).toHaveLength(32);
  });
});
