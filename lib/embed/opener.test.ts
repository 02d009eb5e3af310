import { describe, expect, it } from "vitest";
import type { SignedOutcome } from "@/lib/links/get-signed-outcome";
import { Opener } from "./opener";

const ALLOWED = ["https://app.example.com", "https://staging.example.com"];
const result = { state: "connected", query: "perch_state=connected" } as SignedOutcome;

/** A window that another one has opened; what that one is sent, and a way for anybody to send to ours. */
function opened({ hasOpener = true, origins = ALLOWED } = {}) {
  const sent: { data: unknown; to: string }[] = [];
  const opener = { postMessage: (data: unknown, to: string) => sent.push({ data, to }) };
  const listeners = new Set<(event: MessageEvent) => void>();
  const window = {
    opener: hasOpener ? opener : null,
    addEventListener: (_: string, listener: (event: MessageEvent) => void) =>
      listeners.add(listener),
    removeEventListener: (_: string, listener: (event: MessageEvent) => void) =>
      listeners.delete(listener),
  } as unknown as ConstructorParameters<typeof Opener>[0];
  const hear = (event: { origin: string; source?: unknown; data?: unknown }) => {
    const message = { source: opener, data: { type: "perch:hello" }, ...event } as MessageEvent;
    for (const listener of listeners) listener(message);
  };
  return { ours: new Opener(window, origins), sent, hear, listeners };
}

describe("the page that opened this window", () => {
  it("is written to by each allowed origin exactly, until one has answered", () => {
    const { ours, sent, hear } = opened();
    let news = 0;
    ours.subscribe(() => {
      news += 1;
    });
    expect(sent).toEqual(ALLOWED.map((to) => ({ data: { type: "perch:opened" }, to })));
    expect(ours.isKnown()).toBe(false);
    hear({ origin: "https://staging.example.com" });
    expect([ours.isKnown(), news]).toEqual([true, 1]);
    sent.length = 0;
    ours.tell("connected", result);
    expect(sent).toEqual([
      { data: { type: "perch:connected", result }, to: "https://staging.example.com" },
    ]);
  });

  it("is never anybody else", () => {
    const { ours, hear } = opened();
    ours.subscribe(() => {});
    for (const origin of [
      "https://evil.example",
      "https://app.example.com.evil.example",
      "http://app.example.com",
      "https://app.example.com:8443",
      "null",
      "",
    ])
      hear({ origin });
    hear({ origin: ALLOWED[0] ?? "", source: {} });
    hear({ origin: ALLOWED[0] ?? "", source: null });
    for (const data of [null, "perch:hello", { type: "hello" }, 1, undefined])
      hear({ origin: ALLOWED[0] ?? "", data });
    expect(ours.isKnown()).toBe(false);
  });

  it("is nobody where none opened it, or no origin is allowed", () => {
    for (const given of [{ hasOpener: false }, { origins: [] }]) {
      const { ours, sent } = opened(given);
      ours.subscribe(() => {});
      ours.tell("failed", result);
      expect([ours.isThere, sent.length]).toEqual([false, 0]);
    }
  });

  it("is never written to at any origin whatever", () => {
    const { ours, sent, hear } = opened();
    ours.subscribe(() => {});
    hear({ origin: ALLOWED[0] ?? "" });
    for (const event of ["opened", "connected", "failed"] as const) ours.tell(event, result);
    expect(sent.every(({ to }) => ALLOWED.includes(to))).toBe(true);
  });

  it("is listened to as long as anybody watches", () => {
    const { ours, listeners } = opened();
    const ends = [ours.subscribe(() => {}), ours.subscribe(() => {})];
    expect(listeners.size).toBe(1);
    for (const end of ends) end();
    expect(listeners.size).toBe(0);
  });
});
