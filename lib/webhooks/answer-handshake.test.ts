import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDb } from "@/db/testing";
import { answerHandshake } from "./answer-handshake";
import { systemWith } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

describe("Meta's handshake", () => {
  const ask = async (change: Record<string, string>) => {
    const { ctx } = await systemWith(fresh.db);
    const right = {
      "hub.mode": "subscribe",
      "hub.challenge": "1158201444",
      "hub.verify_token": "sandbox-verify-token",
    };
    return answerHandshake(ctx.env, new URLSearchParams({ ...right, ...change }));
  };
  it("repeats the challenge", async () => {
    expect(await ask({})).toBe("1158201444");
  });
  it.each([
    ["hub.mode", "unsubscribe"],
    ["hub.verify_token", "wrong"],
    ["hub.verify_token", ""],
    ["hub.challenge", ""],
  ])("refuses %s=%s", async (name, value) => {
    await expect(ask({ [name]: value })).rejects.toMatchObject({ code: "forbidden" });
  });
  it("refuses everybody without a token of our own", () => {
    const env = { meta: { settings: undefined, missing: ["META_APP_ID"] } };
    const query = new URLSearchParams({ "hub.mode": "subscribe", "hub.challenge": "1" });
    expect(() => answerHandshake(env, query)).toThrow("verify token");
  });
});
