import type { TenantRow } from "@/db/queries/tenants";
import { BirdError } from "@/lib/bird/errors";
import { getBirdNumber } from "@/lib/bird/get-number";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { toBirdTrouble } from "./bird-trouble";
import { toE164 } from "./phone";

export type OwnNumber = { id: string; phoneNumber: string; whatsAppId: string | undefined };

/**
 * A number of the tenant's workspace, whether or not it can still be chosen: who has been through Meta's window with it
 * has used it up. Throws invalid_input when it is not theirs, provider_unavailable (send the
 * same again) or provider_refused when Bird does not say.
 */
export async function readOwnNumber(
  ctx: Pick<Context, "bird">,
  { workspaceId }: Pick<TenantRow, "workspaceId">,
  numberId: string,
): Promise<OwnNumber> {
  if (!workspaceId || !ctx.bird) throw refusal("This tenant has no numbers at Bird.");
  const number = await getBirdNumber(ctx.bird, workspaceId, numberId).catch((error: unknown) => {
    if (error instanceof BirdError && error.isNotFound)
      throw refusal("This number is not in the tenant's Bird workspace.");
    throw toBirdTrouble(error, getTranslator("en"));
  });
  const phoneNumber = toE164(number.number);
  if (!phoneNumber) throw refusal("Bird does not say which phone number this is.");
  return { id: number.id, phoneNumber, whatsAppId: number.whatsApp?.whatsAppId };
}

function refusal(message: string): AppError {
  return new AppError("invalid_input", message, { errors: [{ field: "numberId", message }] });
}
