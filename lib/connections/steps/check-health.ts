import { findTenant } from "@/db/queries/tenants";
import type { NumberHealth } from "@/db/schema/connections";
import { BirdError } from "@/lib/bird/errors";
import { getChannel } from "@/lib/bird/get-channel";
import { getConnector } from "@/lib/bird/get-connector";
import { log } from "@/lib/log";
import { debugToken } from "@/lib/meta/debug-token";
import { MetaError } from "@/lib/meta/errors";
import { getPhoneHealth } from "@/lib/meta/get-phone-health";
import { getWabaReview } from "@/lib/meta/get-waba-review";
import { lostCode } from "./provider-outcome";
import type { ConnectionChange, Outcome, Step, StepInput } from "./step";

const DAY_MS = 86_400_000;
/** A number in review is looked at more often than one that is well. */
const SOON_MS = 30 * 60_000;
/** Providers that do not answer say nothing about the number. */
const FAILURES_MAX = 4;

/**
 * Reads how the number and the permission are. In review is not broken, and neither is a provider that does not
 * answer: only a dead token, a connector that is gone, or a Bird that does not let us in stops a connection.
 */
export const checkHealth: Step = async (input) => {
  const { ctx, connection } = input;
  // What is told while it is read is newer than what is read.
  const startedAt = ctx.now();
  try {
    const [meta, bird] = await Promise.all([readMeta(input), readBird(input)]);
    if (bird === "missing") return { kind: "blocked", code: "connector_missing" };
    const read = { ...meta.health, ...bird.health, accessUnclearSince: undefined };
    const health = { ...connection.health, ...read };
    const change = { ...meta.change, ...bird.change, ...timesOf(startedAt, health), health };
    return { kind: "done", change };
  } catch (error) {
    return lost(error) ?? shutOut(error, ctx.now()) ?? postponed(error, input);
  }
};

function lost(error: unknown): Outcome | undefined {
  if (!(error instanceof MetaError) || !error.isDeadToken || error.isOwnToken) return undefined;
  const change = { sealedToken: null, health: null };
  return { kind: "blocked", code: lostCode(error), detail: error.detail, change };
}

/** The key is the ISV's, of all its numbers: once it is mended they go on by themselves. */
function shutOut(error: unknown, now: Date): Outcome | undefined {
  if (!(error instanceof BirdError) || !error.isAuth) return undefined;
  const retryAt = new Date(now.getTime() + SOON_MS);
  return { kind: "blocked", code: "bird_credentials_invalid", detail: error.detail, retryAt };
}

function postponed(error: unknown, input: StepInput): Outcome {
  const { ctx, connection, row } = input;
  const { id: connectionId, connectedAt } = connection;
  const change: ConnectionChange = { healthDueAt: new Date(ctx.now().getTime() + SOON_MS) };
  if (!(error instanceof MetaError || error instanceof BirdError)) {
    // A mistake of ours must not mark a number that is live.
    if (!connectedAt) throw error;
    log().error({ err: error, connectionId, party: "perch" }, "a number's health was not read");
    return { kind: "done", change };
  }
  if (!error.isTemporary) {
    const { detail } = error;
    log().warn({ err: error, connectionId, detail }, "a number's health was refused");
    return { kind: "done", change: { ...change, ...refused(error, input) } };
  }
  if ((row?.failures ?? 0) >= FAILURES_MAX) return { kind: "done", change };
  const code = error instanceof MetaError ? "meta_unavailable" : "bird_unavailable";
  return { kind: "retry", code, detail: error.detail, retryAfterMs: error.retryAfterMs };
}

/** What a final no tells of the number: that it is out of our sight, or what Meta says to people about it. */
function refused(
  error: MetaError | BirdError,
  { ctx, connection: { health } }: StepInput,
): ConnectionChange {
  if (error instanceof MetaError && error.isNotVisible) {
    const accessUnclearSince = health?.accessUnclearSince ?? ctx.now().toISOString();
    return { health: { ...health, accessUnclearSince } };
  }
  const text = error.detail.userMessage;
  if (!text) return {};
  return {
    health: { ...health, canSend: "UNKNOWN", problems: [{ entity: "PHONE_NUMBER", text }] },
  };
}

type Reading = { health: NumberHealth; change: ConnectionChange };

async function readMeta(input: StepInput): Promise<Reading> {
  const { meta, connection } = input;
  const token = await input.token();
  const [phone, review, facts] = await Promise.all([
    getPhoneHealth(meta, token, connection.phoneNumberId ?? ""),
    getWabaReview(meta, token, connection.wabaId).catch(undefinedUnlessTelling),
    connection.connectedAt ? debugToken(meta, token).catch(undefinedUnlessTelling) : undefined,
  ]);
  return {
    health: {
      ...(phone.status && { status: phone.status }),
      ...(phone.qualityRating && { qualityRating: phone.qualityRating }),
      ...(phone.nameStatus && { nameStatus: phone.nameStatus }),
      ...(phone.messagingLimitTier && { messagingLimitTier: phone.messagingLimitTier }),
      ...(phone.canSend && { canSend: phone.canSend }),
      ...(review?.accountReviewStatus && { accountReviewStatus: review.accountReviewStatus }),
      problems: phone.problems,
    },
    change: facts?.isValid ? { tokenExpiresAt: facts.expiresAt ?? null } : {},
  };
}

/** Before the first connection the channel has just been looked at. */
async function readBird(input: StepInput): Promise<Reading | "missing"> {
  const { ctx, bird, connection } = input;
  const { connectorId, channelId, channelStatus } = connection;
  if (!connection.connectedAt || !connectorId || !channelId)
    return { health: { channelStatus: channelStatus ?? "" }, change: {} };
  const workspaceId = (await findTenant(ctx.db, connection.tenantId))?.workspaceId ?? "";
  const channel = await getChannel(bird, workspaceId, channelId);
  if (!channel) {
    const connector = await getConnector(bird, workspaceId, connectorId);
    return connector ? { health: { channelStatus: "missing" }, change: {} } : "missing";
  }
  const change = {
    channelStatus: channel.status,
    channelUpdatedAt: channel.updatedAt ?? ctx.now(),
  };
  return { health: { channelStatus: channel.status }, change };
}

function undefinedUnlessTelling(error: unknown): undefined {
  if (error instanceof MetaError && !(error.isDeadToken && !error.isOwnToken)) return undefined;
  throw error;
}

/** A day from now, spread a little so that numbers connected together are not all asked together. */
function timesOf(now: Date, health: NumberHealth): ConnectionChange {
  const isUnsettled =
    health.status === "PENDING" ||
    health.nameStatus === "PENDING_REVIEW" ||
    health.accountReviewStatus === "PENDING";
  const pauseMs = isUnsettled ? SOON_MS : DAY_MS * (0.9 + Math.random() / 5);
  return { healthCheckedAt: now, healthDueAt: new Date(now.getTime() + pauseMs) };
}
