import { z } from "zod";

/** Every queue with the shape of its jobs. A job names rows and nothing else; what it means is read afresh. */
export const QUEUES = {
  /** Takes a connection as far as it goes now. */
  advance_connection: z.object({ tenantId: z.string(), connectionId: z.string() }),
  /** Finds or makes a tenant's Bird workspace and its hooks. */
  ensure_workspace: z.object({ tenantId: z.string() }),
  /** Works through what Meta and Bird have told us. */
  process_webhooks: z.object({}),
  /** Sends the ISV's endpoints what is due. */
  deliver_events: z.object({}),
  /** Mails the owners that an endpoint was switched off. */
  tell_endpoint_stopped: z.object({ endpointId: z.string() }),
  /** Looks into accounts that were shared at Meta without a signup that ended here. */
  resolve_shares: z.object({}),
  /** Asks Meta which accounts are shared with us. */
  scan_shares: z.object({}),
  /** Reads the health of connections that are due. */
  check_health: z.object({}),
  /** Ends what is over, and picks up what was dropped. */
  sweep: z.object({}),
} as const;

export type QueueName = keyof typeof QUEUES;
export type JobData<Q extends QueueName> = z.infer<(typeof QUEUES)[Q]>;
export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];

/** Queues that run by the clock: every so many minutes, counted from the full hour. */
export const EVERY_MINUTES: Partial<Record<QueueName, number>> = {
  process_webhooks: 1,
  deliver_events: 1,
  sweep: 1,
  resolve_shares: 1,
  scan_shares: 15,
  check_health: 5,
};
