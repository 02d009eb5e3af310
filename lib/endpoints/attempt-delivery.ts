import type { DeliveryRow } from "@/db/queries/deliveries";
import { type EndpointRow, findEndpoint } from "@/db/queries/endpoints";
import { findEvent } from "@/db/queries/events";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { VaultError } from "@/lib/vault/seal";
import { type PostEvent, unanswered } from "./post-event";
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
  const secrets = await readableSecrets(ctx, endpoint);
  const answer = secrets
    ? await postEvent({
        url: endpoint.url,
        body,
        headers: {
          "content-type": "application/json",
          "user-agent": "Perch-Webhooks/1",
          "webhook-id": event.id,
          "webhook-timestamp": String(timestampSeconds),
          "webhook-signature": signatureOf(secrets, { id: event.id, timestampSeconds, body }),
        },
      })
    : unanswered("secret_unreadable");
  await settleAttempt(ctx, { delivery, url: endpoint.url, answer, sentAt });
}

/** Undefined when one of them cannot be opened, as with a key that is missing: nothing goes out unsigned. */
async function readableSecrets(ctx: Context, endpoint: EndpointRow): Promise<string[] | undefined> {
  return openSecrets(ctx, endpoint).catch((error: unknown) => {
    if (!(error instanceof VaultError)) throw error;
    const { id: endpointId } = endpoint;
    log().error({ err: error, endpointId, party: "isv" }, "a signing secret could not be opened");
    return undefined;
  });
}
