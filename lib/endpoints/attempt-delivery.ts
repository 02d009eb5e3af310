import type { DeliveryRow } from "@/db/queries/deliveries";
import { findEndpoint } from "@/db/queries/endpoints";
import { findEvent } from "@/db/queries/events";
import type { Context } from "@/lib/context";
import type { PostEvent } from "./post-event";
import { openSecrets } from "./secrets";
import { settleAttempt } from "./settle-attempt";
import { signatureOf, toUnixSeconds } from "./signature";
import { toPayload } from "./to-payload";

/**
 * Sends a claimed delivery once and writes down what came of it. A process that dies in between leaves it to the next:
 * an event arrives at least once, under one `webhook-id`. Does nothing when the endpoint is gone.
 */
export async function attemptDelivery(
  ctx: Context,
  { delivery, postEvent }: { delivery: DeliveryRow; postEvent: PostEvent },
): Promise<void> {
  const [endpoint, event] = await Promise.all([
    findEndpoint(ctx.db, delivery.endpointId),
    findEvent(ctx.db, delivery.eventId),
  ]);
  if (!endpoint || !event) return;
  const body = JSON.stringify(toPayload(event));
  const sentAt = ctx.now();
  const timestampSeconds = toUnixSeconds(sentAt);
  const secrets = await openSecrets(ctx, endpoint);
  const answer = await postEvent({
    url: endpoint.url,
    body,
    headers: {
      "content-type": "application/json",
      "user-agent": "Perch-Webhooks/1",
      "webhook-id": event.id,
      "webhook-timestamp": String(timestampSeconds),
      "webhook-signature": signatureOf(secrets, { id: event.id, timestampSeconds, body }),
    },
  });
  await settleAttempt(ctx, { delivery, answer, sentAt });
}
