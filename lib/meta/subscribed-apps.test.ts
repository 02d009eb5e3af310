import { describe, expect, it } from "vitest";
import { APP_ID, type FakeRoutes, fakeProvider, graphError, TOKEN, WABA } from "@/lib/testing";
import { createMetaClient } from "./client";
import { listSubscribedApps } from "./list-subscribed-apps";
import { setAppWebhook } from "./set-app-webhook";
import { subscribeApp } from "./subscribe-app";
import { unsubscribeApp } from "./unsubscribe-app";

const EDGE = `/${WABA}/subscribed_apps`;

async function clientOf(routes: FakeRoutes) {
  const { url, calls } = await fakeProvider(routes);
  const options = { graphUrl: url, graphVersion: "v25.0", appId: APP_ID, appSecret: "s" };
  return { client: createMetaClient(options), calls };
}

describe("subscribed apps", () => {
  it("are joined and left with the customer's token alone", async () => {
    const { client, calls } = await clientOf({
      [`POST ${EDGE}`]: { body: { success: true } },
      [`DELETE ${EDGE}`]: { body: { success: "true" } },
    });
    await subscribeApp(client, TOKEN, WABA);
    await unsubscribeApp(client, TOKEN, WABA);
    for (const call of calls) {
      expect(call.headers.get("authorization")).toBe(`Bearer ${TOKEN}`);
      expect([[...call.query.keys()], call.body]).toEqual([["appsecret_proof"], ""]);
    }
  });

  it("are listed by id, across pages", async () => {
    const app = (id: string) => ({ whatsapp_business_api_data: { id, name: "App" } });
    const { client } = await clientOf({
      [`GET ${EDGE}`]: ({ query }) =>
        query.has("after")
          ? { body: { data: [app("2"), {}] } }
          : { body: { data: [app("1")], paging: { next: "more", cursors: { after: "x" } } } },
    });
    expect(await listSubscribedApps(client, TOKEN, WABA)).toEqual(["1", "2"]);
  });

  it("leave a dead token, a lost WABA and a missing success to the caller", async () => {
    const answers = [graphError(190, 463), graphError(100, 33), { body: { success: false } }];
    const { client, calls } = await clientOf({
      [`DELETE ${EDGE}`]: () => answers.shift() ?? "lost",
    });
    const leave = () => unsubscribeApp(client, TOKEN, WABA);
    await expect(leave()).rejects.toMatchObject({ isDeadToken: true, isNotVisible: false });
    await expect(leave()).rejects.toMatchObject({ isDeadToken: false, isNotVisible: true });
    await expect(leave()).rejects.toMatchObject({ http: { kind: "shape" } });
    expect(calls).toHaveLength(3);
  });
});

describe("the app's webhook", () => {
  it("is set with the app token", async () => {
    const { client, calls } = await clientOf({
      [`POST /${APP_ID}/subscriptions`]: { body: { success: true } },
    });
    await setAppWebhook(client, {
      callbackUrl: "https://portal.example.com/hooks/meta",
      verifyToken: "v",
      fields: ["account_update", "messages"],
    });
    expect(calls[0]?.headers.get("authorization")).toBe(`Bearer ${APP_ID}|s`);
    expect(Object.fromEntries(calls[0]?.form ?? [])).toEqual({
      object: "whatsapp_business_account",
      callback_url: "https://portal.example.com/hooks/meta",
      verify_token: "v",
      fields: "account_update,messages",
    });
  });

  it("is refused when Meta cannot reach it", async () => {
    const { client } = await clientOf({ [`POST /${APP_ID}/subscriptions`]: graphError(2200) });
    const webhook = { callbackUrl: "https://x.example", verifyToken: "v", fields: [] };
    await expect(setAppWebhook(client, webhook)).rejects.toMatchObject({
      code: 2200,
      isOwnToken: true,
    });
  });
});
