import { z } from "zod";
import { birdPath } from "./path";
import { birdText } from "./values";

export type ChannelRef = { workspaceId: string; channelId: string };

const Failure = z.object({
  code: z.coerce.number().positive().optional().catch(undefined),
  source: z
    .object({ code: z.union([z.string(), z.number()]).transform(String) })
    .optional()
    .catch(undefined),
});

/** A message as Bird prints it, reduced to how it fares. */
export const BirdMessage = z
  .object({
    id: z.string(),
    status: z.string().catch(""),
    reason: birdText,
    failure: Failure.nullish().catch(undefined),
  })
  .transform(
    ({ id, status, reason, failure }): BirdMessage => ({
      id,
      status,
      failureCode: failure?.code,
      failureSourceCode: failure?.source?.code || undefined,
      reason,
    }),
  );
export type BirdMessage = {
  id: string;
  /** Bird: accepted, processing, sent, sending_failed, delivered, delivery_failed, deleted; there is no `read`. */
  status: string;
  /** Bird: 11xxx validation, 12xxx service, 14xxx customer, 15xxx platform. */
  failureCode: number | undefined;
  /** The platform's own code, for WhatsApp Meta's. */
  failureSourceCode: string | undefined;
  reason: string | undefined;
};

/** The path of a channel's messages or of one of them. */
export function messagesPath({ workspaceId, channelId }: ChannelRef, ...rest: string[]): string {
  return birdPath("workspaces", workspaceId, "channels", channelId, "messages", ...rest);
}
