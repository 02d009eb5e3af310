import type { AttemptRow } from "@/db/queries/deliveries";
import { toUnixSeconds } from "./signature";

/** A request of a delivery and what came back. Its signature is not kept: it is made of a secret. */
export function toAttemptView(row: AttemptRow, eventId: string) {
  const { attempt, createdAt, status, error, tookMs, responseBody } = row;
  return {
    ...{ attempt, at: createdAt.toISOString() },
    requestHeaders: {
      "webhook-id": eventId,
      "webhook-timestamp": String(toUnixSeconds(createdAt)),
    },
    ...{ status, error, tookMs, responseBody },
  };
}
