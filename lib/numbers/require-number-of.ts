import { findTenant } from "@/db/queries/tenants";
import { BirdError } from "@/lib/bird/errors";
import { getBirdNumber } from "@/lib/bird/get-number";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { toBirdTrouble } from "./bird-trouble";
import { numberState } from "./number-state";

type Wish = { tenantId: string | undefined; numberId: string };

/** Throws invalid_input unless this is a ready number of the tenant's workspace, provider_unavailable or provider_refused when Bird does not say. */
export async function requireNumberOf(
  ctx: Pick<Context, "db" | "bird" | "now">,
  { tenantId, numberId }: Wish,
): Promise<void> {
  const tenant = tenantId ? await findTenant(ctx.db, tenantId) : undefined;
  if (!tenant?.workspaceId || !ctx.bird) throw refusal("This tenant has no numbers at Bird yet.");
  const number = await getBirdNumber(ctx.bird, tenant.workspaceId, numberId).catch(
    (error: unknown) => {
      if (error instanceof BirdError && error.isNotFound)
        throw refusal("This number is not in the tenant's Bird workspace.");
      throw toBirdTrouble(error, getTranslator("en"));
    },
  );
  if (numberState(number, ctx.now()) !== "ready")
    throw refusal(
      "This number is not ready for WhatsApp yet. Choose another, or wait until it is.",
    );
}

function refusal(message: string): AppError {
  return new AppError("invalid_input", message, {
    errors: [{ field: "numberId", message }],
    reason: "number_not_ready",
  });
}
