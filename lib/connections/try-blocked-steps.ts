import { resetSteps } from "@/db/queries/connection-steps";
import {
  type ConnectionRow,
  listSteps,
  type StepRow,
  updateConnection,
} from "@/db/queries/connections";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { justChanged } from "@/lib/lost-update";
import { announceConnection } from "./announce-connection";
import { putAdvance } from "./pass";
import { INSTALL_STEPS } from "./plan";
import { startAdvancing } from "./start-advancing";

/**
 * Tries what is blocked once more, from the step that failed; a connector that is gone is installed anew. Throws
 * conflict when the connection has just changed.
 */
export async function tryBlockedSteps(
  ctx: Context,
  connection: Pick<ConnectionRow, "id" | "tenantId" | "state" | "version">,
): Promise<void> {
  const { tenantId, id: connectionId } = connection;
  const key = { tenantId, connectionId };
  const now = ctx.now();
  const blocked = (await listSteps(ctx.db, key)).filter(
    (step) => step.state === "blocked" && !isPutOff(step, now),
  );
  if (blocked.length === 0) return;
  const isGone = blocked.some(({ failureCode }) => failureCode === "connector_missing");
  await ctx.db.transaction(async (tx) => {
    const moved = await updateConnection(tx, connection, {
      state: "provisioning",
      failureCode: null,
      failureDetail: null,
      ...(isGone && { ...NOT_INSTALLED }),
      updatedAt: now,
    });
    if (!moved) throw justChanged();
    await resetSteps(tx, { ...key, steps: blocked.map(({ step }) => step) });
    if (isGone) await resetSteps(tx, { ...key, steps: INSTALL_STEPS });
    await putAdvance(ctx, tx, key);
    await recordAudit(tx, ctx, { action: "connection.retried", tenantId, subjectId: connectionId });
    await announceConnection(tx, moved);
  });
  startAdvancing(ctx, key);
}

/** Meta counts registrations: one that it has put off must not be hurried. */
function isPutOff({ failureCode, notBefore }: StepRow, now: Date): boolean {
  return failureCode === "registration_limited" && notBefore !== null && notBefore > now;
}

const NOT_INSTALLED = {
  connectorId: null,
  connectorFingerprint: null,
  installedAt: null,
  channelId: null,
  channelStatus: null,
  channelUpdatedAt: null,
};
