"use server";

import { revalidatePath } from "next/cache";
import type { Operator } from "@/lib/context";
import { DeliveryKey } from "@/lib/endpoints/get-delivery";
import { replayDelivery } from "@/lib/endpoints/replay-delivery";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";

const replay = formAction<Operator, typeof DeliveryKey>({
  actor: "operator",
  schema: DeliveryKey,
  run: async (ctx, input) => {
    const { deliveryId } = await replayDelivery(ctx, input);
    revalidatePath(`/admin/webhooks/deliveries/${deliveryId}`);
    return {};
  },
});

/** Sends an event to its endpoint once more. */
export async function replayDeliveryAction(before: FormState, form: FormData): Promise<FormState> {
  return replay(before, form);
}
