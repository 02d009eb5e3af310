import { findTenant } from "@/db/queries/tenants";
import { createWebhookSubscription } from "@/lib/bird/create-webhook-subscription";
import { deleteWebhookSubscription } from "@/lib/bird/delete-webhook-subscription";
import { listWebhookSubscriptions } from "@/lib/bird/list-webhook-subscriptions";
import { birdOutcome } from "./provider-outcome";
import type { Step } from "./step";

const EVENTS = ["whatsapp.inbound", "whatsapp.outbound", "whatsapp.interaction"];

/** Leads the channel's messages to the ISV's own address, where one is set. What is subscribed already is kept. */
export const subscribeChannelWebhooks: Step = async ({ ctx, bird, connection, keepLease }) => {
  const { messageWebhook } = ctx.env.bird.settings ?? {};
  const { channelId } = connection;
  const workspaceId = (await findTenant(ctx.db, connection.tenantId))?.workspaceId;
  if (!messageWebhook || !channelId || !workspaceId) return { kind: "skipped" };
  const { url, signingKey } = messageWebhook;
  const messageHooks: Record<string, string> = {};
  try {
    const present = await listWebhookSubscriptions(bird, workspaceId);
    for (const event of EVENTS) {
      const known = present.find(
        (one) =>
          one.event === event &&
          one.url === url &&
          one.eventFilters.some(({ key, value }) => key === "channelId" && value === channelId),
      );
      if (!known) await keepLease();
      const { id } =
        known ??
        (await createWebhookSubscription(bird, workspaceId, {
          event,
          url,
          signingKey,
          eventFilters: [{ key: "channelId", value: channelId }],
        }));
      messageHooks[event] = id;
    }
    const kept = Object.values(messageHooks);
    for (const id of Object.values(connection.messageHooks).filter((one) => !kept.includes(one)))
      await deleteWebhookSubscription(bird, workspaceId, id);
    return { kind: "done", change: { messageHooks } };
  } catch (error) {
    return birdOutcome(error, "message_hooks_refused");
  }
};
