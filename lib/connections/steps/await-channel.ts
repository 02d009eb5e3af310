import { findTenant } from "@/db/queries/tenants";
import { getChannel } from "@/lib/bird/get-channel";
import { getConnector } from "@/lib/bird/get-connector";
import { birdOutcome } from "./provider-outcome";
import type { Outcome, Step, StepInput } from "./step";

const LIMIT_MS = 10 * 60_000;
const LOOK_MIN_MS = 1_000;
const LOOK_MAX_MS = 30_000;
/** Bird documents `active` only; these words of its can mean nothing good. */
const FAILED = /error|fail|reject/i;

/**
 * Waits until Bird has made the channel and says that it is active: by its webhook, which has written the status, or
 * by asking, whichever is first.
 */
export const awaitChannel: Step = async (input) => {
  const { connection } = input;
  if (connection.channelId && connection.channelStatus === "active") return { kind: "done" };
  try {
    return await look(input);
  } catch (error) {
    const outcome = birdOutcome(error, "channel_failed");
    if (outcome.kind !== "retry" || !isLate(input)) return outcome;
    return { kind: "blocked", code: "channel_late", detail: outcome.detail };
  }
};

async function look(input: StepInput): Promise<Outcome> {
  const { ctx, bird, connection } = input;
  const workspaceId = await workspaceOf(input);
  if (!connection.connectorId || !workspaceId)
    return { kind: "blocked", code: "connector_missing" };
  const channelId = connection.channelId ?? (await channelOf(input, workspaceId));
  if (channelId === null) return { kind: "blocked", code: "connector_missing" };
  const channel = channelId ? await getChannel(bird, workspaceId, channelId) : undefined;
  if (!channel) return later(input);
  const change = {
    channelId: channel.id,
    channelStatus: channel.status,
    channelUpdatedAt: channel.updatedAt ?? ctx.now(),
  };
  if (channel.status === "active") return { kind: "done", change };
  if (FAILED.test(channel.status)) {
    const detail = { source: "bird" as const, message: `channel ${channel.status}` };
    return { kind: "blocked", code: "channel_failed", detail, change };
  }
  return { ...later(input), change };
}

async function workspaceOf({ ctx, connection }: StepInput): Promise<string | undefined> {
  return (await findTenant(ctx.db, connection.tenantId))?.workspaceId ?? undefined;
}

/** The channel that the connector names, undefined while it names none, null when there is no such connector. */
async function channelOf(
  { bird, connection }: StepInput,
  workspaceId: string,
): Promise<string | undefined | null> {
  const connector = await getConnector(bird, workspaceId, connection.connectorId ?? "");
  return connector ? connector.channelId : null;
}

function later(input: StepInput): Outcome {
  if (isLate(input)) return { kind: "blocked", code: "channel_late" };
  const { ctx, row } = input;
  const pauseMs = Math.min(LOOK_MAX_MS, LOOK_MIN_MS * 1.5 ** (row?.attempts ?? 0));
  return { kind: "wait", until: new Date(ctx.now().getTime() + pauseMs) };
}

function isLate({ ctx, connection, row }: StepInput): boolean {
  const now = ctx.now().getTime();
  const since = Math.max(
    connection.installedAt?.getTime() ?? now,
    row?.firstTriedAt?.getTime() ?? now,
  );
  return now - since > LIMIT_MS;
}
