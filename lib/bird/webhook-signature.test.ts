import { describe, expect, it } from "vitest";
import { isFreshTimestamp, verifyBirdSignature } from "./webhook-signature";

const delivery = {
  signingKey: "1RhDxTe8mB0kqYp0vQzF3s4uWm9nLkJhGfDsAaZxCvE=",
  timestamp: "1722945600",
  url: "https://portal.example.com/bird/webhooks/ws_7f3a?src=bird",
  signature: "wdREZ8pg834BO3KvSb2XB9LK7Nq9F5PkwkOJbq+M+vM=",
  rawBody: Buffer.from(
    '{"service":"channels","event":"channel.created","payload":{"id":"6f1c2b9e-0d1f-4b7e-9a45-2a6d3c1e8f00","status":"active"}}',
  ),
};

describe("Bird's signature", () => {
  it("takes the key as text and the body's hash as bytes", () => {
    expect(verifyBirdSignature(delivery)).toBe(true);
  });

  it.each([
    ["a decoded key", { signature: "+vLTb8fnE9MhZ0H7YDyS7KQ4GXA+JP0IgNylN3X/Gyc=" }],
    ["the hash in hex", { signature: "nl+x1oY+eIc3FFHYGT6mloP9L08uqJLESttVC+kxjrQ=" }],
    ["another body", { rawBody: Buffer.from("{}") }],
    ["another time", { timestamp: "1722945601" }],
    ["another URL", { url: "https://portal.example.com/bird/webhooks/ws_7f3a" }],
    ["no signature", { signature: null }],
    ["a short signature", { signature: "wdRE" }],
    ["no timestamp", { timestamp: undefined }],
    ["no key", { signingKey: "" }],
  ])("refuses %s", (_name, change) => {
    expect(verifyBirdSignature({ ...delivery, ...change })).toBe(false);
  });
});

describe("a timestamp", () => {
  const now = new Date(1_722_945_600_000);
  it.each([
    ["1722945600", true],
    ["1722859200", true],
    ["1722859199", false],
    ["1722945900", true],
    ["1722945901", false],
    ["soon", false],
    ["", false],
    [null, false],
  ])("of %s is fresh: %s", (timestamp, wanted) => {
    expect(isFreshTimestamp(timestamp, now)).toBe(wanted);
  });
});
