import { z } from "zod";
import { findWebhookEvent, requeueWebhookEvent } from "@/db/queries/webhook-events";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { startProcessing } from "./start-processing";

export const ReplayWebhookEvent = z.strictObject({ eventId: Id });

/**
 * Has a stored event processed once more and notes when; one that waits already stays as it is. Throws forbidden (viewers),
 * not_found.
 */
export async function replayWebhookEvent(
  ctx: Context,
  { eventId }: z.infer<typeof ReplayWebhookEvent>,
): Promise<{ eventId: string }> {
  requireRole(ctx, "admin");
  await ctx.db.transaction(async (tx) => {
    const before = await findWebhookEvent(tx, eventId);
    if (!before) throw notFound("event");
    const requeued = await requeueWebhookEvent(tx, eventId, ctx.now());
    if (!requeued) return;
    await recordAudit(tx, ctx, {
      action: "webhook_event.replayed",
      tenantId: requeued.tenantId ?? undefined,
      subjectId: eventId,
      detail: { provider: requeued.provider, kind: requeued.kind, before: before.state },
    });
  });
  startProcessing(ctx);
  return { eventId };
}
