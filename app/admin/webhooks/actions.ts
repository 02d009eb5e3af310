"use server";

import { revalidatePath } from "next/cache";
import type { Operator } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";
import { ReplayWebhookEvent, replayWebhookEvent } from "@/lib/webhooks/replay-webhook-event";

const replay = formAction<Operator, typeof ReplayWebhookEvent>({
  actor: "operator",
  schema: ReplayWebhookEvent,
  run: async (ctx, input) => {
    await replayWebhookEvent(ctx, input);
    revalidatePath("/admin/webhooks");
    return {};
  },
});

/** Has a stored event dealt with once more. */
export async function replayWebhookAction(before: FormState, form: FormData): Promise<FormState> {
  return replay(before, form);
}
