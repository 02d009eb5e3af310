import type { ConnectionKey } from "@/db/queries/connection-lease";
import { type ConnectionRow, lockConnection, updateConnection } from "@/db/queries/connections";
import { countTestMessages } from "@/db/queries/test-messages";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";

const PAUSE_MS = 10_000;
const DAY_MS = 86_400_000;
/** Each one is a message that the ISV pays for, to a number of the customer's choice. */
const DAILY_MAX = { ofConnection: 20, ofTenant: 100 };

export type TestTurn = { channelId: string; sentAt: string };

/**
 * Counts a test message before it is sent, and gives the channel it goes by and the time that tells its turn from any
 * other. One at a time: the row remembers the last
 * one, and a second click finds it too fresh. Throws conflict (not connected), too_many_requests.
 */
export async function takeTestTurn(ctx: Context, key: ConnectionKey): Promise<TestTurn> {
  return ctx.db.transaction(async (tx) => {
    const current = await lockConnection(tx, key);
    if (current?.state !== "connected" || current.disconnectRequestedAt || !current.channelId)
      throw notConnected();
    const now = ctx.now();
    await refuseTooMany(tx, current, now);
    const at = now.toISOString();
    const testMessage = { id: "", to: "", status: "sending", sentAt: at, checkedAt: at };
    await updateConnection(tx, current, { testMessage });
    const { tenantId, connectionId: subjectId } = key;
    await recordAudit(tx, ctx, { action: "connection.test_sent", tenantId, subjectId });
    return { channelId: current.channelId, sentAt: at };
  });
}

/** What is said to a test from a number that is not connected. */
export function notConnected(): AppError {
  const message = "A test message can be sent once the number is connected.";
  return new AppError("conflict", message, { reason: "not_connected" });
}

async function refuseTooMany(
  tx: Db,
  { id: connectionId, tenantId, testMessage: last }: ConnectionRow,
  now: Date,
): Promise<void> {
  if (last && now.getTime() - Date.parse(last.sentAt) < PAUSE_MS)
    throw tooMany(
      "A test message has just been sent. Wait ten seconds before the next.",
      PAUSE_MS / 1_000,
    );
  const since = new Date(now.getTime() - DAY_MS);
  const sent = await countTestMessages(tx, { tenantId, connectionId, since });
  const { ofConnection, ofTenant } = DAILY_MAX;
  if (sent.ofConnection >= ofConnection)
    throw tooMany(
      `${ofConnection} test messages have been sent from this number in 24 hours. Try again tomorrow.`,
    );
  if (sent.ofTenant >= ofTenant)
    throw tooMany(
      `${ofTenant} test messages have been sent from your numbers in 24 hours. Try again tomorrow.`,
    );
}

function tooMany(message: string, retryAfterSeconds = 3_600): AppError {
  return new AppError("too_many_requests", message, { retryAfterSeconds });
}
