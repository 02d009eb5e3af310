import { describe, expect, it } from "vitest";
import { fakeFetch, graphError } from "@/lib/testing";
import { appSecretProof, createMetaClient } from "./client";
import { MetaError } from "./errors";
import { exchangeCode } from "./exchange-code";

const good = { body: { access_token: "EAAG", token_type: "bearer" } };

function clientOf(answers: Parameters<typeof fakeFetch>[0][string][]) {
  const fake = fakeFetch({
    "POST /oauth/access_token": (call) => {
      const next = answers.shift() ?? good;
      return typeof next === "function" ? next(call) : next;
    },
  });
  const options = {
    graphUrl: "http://graph",
    graphVersion: "v25.0",
    appId: "1",
    appSecret: "app-secret",
  };
  return { client: createMetaClient({ ...options, fetch: fake.fetch }), calls: fake.calls };
}

describe("code exchange", () => {
  it("posts secret and code in the body, never in the URL", async () => {
    const { client, calls } = clientOf([]);
    expect(await exchangeCode(client, "AQcode")).toEqual({
      token: "EAAG",
      expiresInSeconds: undefined,
    });
    expect(calls).toHaveLength(1);
    expect([...(calls[0]?.query ?? [])]).toEqual([]);
    expect(Object.fromEntries(calls[0]?.form ?? [])).toEqual({
      client_id: "1",
      client_secret: "app-secret",
      code: "AQcode",
      redirect_uri: "",
    });
  });

  it("tries the other redirect_uri form once, after 36008 only", async () => {
    const { client, calls } = clientOf([graphError(100, 36008)]);
    await exchangeCode(client, "AQcode");
    expect(calls.map(({ form }) => form.has("redirect_uri"))).toEqual([true, false]);
    const never = clientOf([graphError(100, 36008), graphError(100, 36008)]);
    await expect(exchangeCode(never.client, "AQcode")).rejects.toMatchObject({
      graph: { error_subcode: 36008 },
    });
    expect(never.calls).toHaveLength(2);
  });

  it.each([
    ["an expired code", graphError(100, 36007)],
    ["a used code", graphError(100, 36009)],
    ["a wrong secret", graphError(1)],
    ["a server error", { status: 500, body: { error: { code: 2, message: "try later" } } }],
    [
      "a lost answer",
      new TypeError("terminated", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) }),
    ],
  ])("never repeats %s: the code may be spent", async (_name, answer) => {
    const { client, calls } = clientOf([answer]);
    await expect(exchangeCode(client, "AQcode")).rejects.toThrow(MetaError);
    expect(calls).toHaveLength(1);
  });

  it("repeats what never left this machine", async () => {
    const refused = new TypeError("fetch failed", {
      cause: Object.assign(new Error(), { code: "ECONNREFUSED" }),
    });
    const { client, calls } = clientOf([refused]);
    expect((await exchangeCode(client, "AQcode")).token).toBe("EAAG");
    expect(calls).toHaveLength(2);
  });

  it("says nothing secret in its errors", async () => {
    const { client } = clientOf([graphError(100, 36009, "code AQcode of app-secret")]);
    const error = await exchangeCode(client, "AQcode").catch((caught: unknown) => caught);
    const text = `${(error as Error).message} ${JSON.stringify((error as MetaError).detail)}`;
    expect(text).not.toMatch(/AQcode|app-secret/);
  });

  it("signs tokens as Meta's appsecret_proof", () => {
    expect(appSecretProof("EAAtesttoken123", "0123456789abcdef0123456789abcdef")).toBe(
      "9c1152c99cda7c8617c2b4b8a5a37aa21e1a2ff7cdba69f3f41155434f946f85",
    );
  });
});
