import { BirdError } from "@/lib/bird/errors";
import { getBirdNumber } from "@/lib/bird/get-number";
import type { Context, Member } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getTenant } from "@/lib/tenants/get-tenant";
import { numberState } from "./number-state";
import { toE164 } from "./phone";
import { forgetRecentNumbers } from "./recent-numbers";

export type ReadyNumber = { id: string; phoneNumber: string; whatsAppId: string };

const field = "numberId";
const notReady = (message: string) =>
  new AppError("invalid_input", message, {
    errors: [{ field, message }],
    reason: "number_not_ready",
  });

/**
 * Reads a Bird number of the member's workspace afresh and returns its pre-verified id.
 * Throws invalid_input when it is not ready or not theirs, provider_unavailable when Bird does not answer.
 */
export async function requireReadyNumber(
  ctx: Context<Member>,
  numberId: string,
): Promise<ReadyNumber> {
  const { workspaceId } = await getTenant(ctx, ctx.actor.tenantId);
  if (!workspaceId || !ctx.bird)
    throw notReady("There are no ready-made numbers here. Choose your own number.");
  const number = await getBirdNumber(ctx.bird, workspaceId, numberId).catch((error: unknown) => {
    if (!(error instanceof BirdError)) throw error;
    if (error.isNotFound)
      throw notReady("This number is not in your workspace. Choose another one.");
    throw new AppError("provider_unavailable", "Bird did not answer. Try again in a moment.", {
      retryAfterSeconds: 5,
    });
  });
  const phoneNumber = toE164(number.number);
  if (numberState(number, ctx.now()) !== "ready" || !number.whatsApp || !phoneNumber) {
    // The page reads its list again, and must not be told of the number as it was.
    forgetRecentNumbers({ tenantId: ctx.actor.tenantId, workspaceId });
    throw notReady(
      "This number is not ready for WhatsApp yet. Choose another one, or wait until it is.",
    );
  }
  return { id: number.id, phoneNumber, whatsAppId: number.whatsApp.whatsAppId };
}
