import { describe, expect, it } from "vitest";
import { type FakeRoutes, fakeProvider } from "@/lib/testing";
import { createBirdClient } from "./client";
import { createWebhookSubscription } from "./create-webhook-subscription";
import { deleteWebhookSubscription } from "./delete-webhook-subscription";
import { listWebhookSubscriptions } from "./list-webhook-subscriptions";
import { updateWebhookSubscription } from "./update-webhook-subscription";

const PATH = "/organizations/org/workspaces/w/webhook-subscriptions";
const answer = {
  id: "s1",
  service: "channels",
  event: "channel.created",
  url: "https://portal.example.com/hooks",
  status: "active",
  signingKey: "secret",
  eventFilters: null,
};
const { signingKey: _secret, ...read } = { ...answer, eventFilters: [] };

async function clientOf(routes: FakeRoutes) {
  const { url, calls } = await fakeProvider(routes);
  const client = createBirdClient({ apiUrl: url, accessKey: "k", organizationId: "org" });
  return { client, calls };
}

describe("webhook subscriptions", () => {
  it("are listed without their keys", async () => {
    const { client } = await clientOf({ [`GET ${PATH}`]: { body: { results: [answer] } } });
    expect(await listWebhookSubscriptions(client, "w")).toEqual([read]);
  });

  it("are made for service channels, with filters when there are some", async () => {
    const { client, calls } = await clientOf({ [`POST ${PATH}`]: { status: 201, body: answer } });
    const order = { event: "channel.created", url: answer.url, signingKey: "secret" };
    expect(await createWebhookSubscription(client, "w", order)).toEqual(read);
    const eventFilters = [{ key: "channelId", value: "ch1" }];
    await createWebhookSubscription(client, "w", { ...order, eventFilters });
    expect(calls.map(({ body }) => JSON.parse(body))).toEqual([
      { service: "channels", ...order },
      { service: "channels", ...order, eventFilters },
    ]);
  });

  it("are changed in what is given", async () => {
    const { client, calls } = await clientOf({ [`PATCH ${PATH}/s1`]: { body: answer } });
    const changed = await updateWebhookSubscription(client, "w", "s1", { status: "active" });
    expect(changed).toEqual(read);
    expect(JSON.parse(calls[0]?.body ?? "")).toEqual({ status: "active" });
  });

  it("are deleted, also when they are gone", async () => {
    const { client, calls } = await clientOf({
      [`DELETE ${PATH}/s1`]: { status: 204, body: undefined },
      [`DELETE ${PATH}/s2`]: { status: 404, body: {} },
      [`DELETE ${PATH}/s3`]: { status: 500, body: {} },
    });
    await deleteWebhookSubscription(client, "w", "s1");
    await deleteWebhookSubscription(client, "w", "s2");
    await expect(deleteWebhookSubscription(client, "w", "s3")).rejects.toThrow();
    expect(calls).toHaveLength(3);
  });
});
