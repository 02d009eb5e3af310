import { resetSteps } from "@/db/queries/connection-steps";
import { type ConnectionRow, updateConnection } from "@/db/queries/connections";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { announceConnection } from "./announce-connection";
import { putAdvance } from "./pass";
import { ENGINE_STEPS } from "./plan";
import { startAdvancing } from "./start-advancing";

/** Tries what is blocked once more, from the step that failed. Throws conflict when the connection has just changed. */
export async function tryBlockedSteps(
  ctx: Context,
  connection: Pick<ConnectionRow, "id" | "tenantId" | "state" | "version">,
): Promise<void> {
  const key = { tenantId: connection.tenantId, connectionId: connection.id };
  await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const moved = await updateConnection(tx, connection, {
      state: "provisioning",
      failureCode: null,
      failureDetail: null,
      updatedAt: now,
    });
    if (!moved)
      throw new AppError("conflict", "This connection has just changed. Reload the page.");
    await resetSteps(tx, { ...key, steps: ENGINE_STEPS, states: ["blocked"] });
    await putAdvance(ctx, tx, key);
    const { tenantId, connectionId: subjectId } = key;
    await recordAudit(tx, ctx, { action: "connection.retried", tenantId, subjectId });
    await announceConnection(tx, moved);
  });
  startAdvancing(ctx, key);
}
