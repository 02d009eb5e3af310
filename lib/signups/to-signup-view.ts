import type { SignupAnswer } from "@/db/queries/signups";
import { getTranslator } from "@/lib/i18n/translator";
import { supportReference } from "@/lib/ids";
import { toFailureView } from "@/lib/to-failure-view";
import type { SignupView } from "./view";

/** What the customer may see of a signup. */
export function toSignupView(ctx: { actor: { locale: string } }, row: SignupAnswer): SignupView {
  return {
    id: row.id,
    status: row.state,
    connectionId: row.connectionId ?? undefined,
    failure: toFailureView(row, getTranslator(ctx.actor.locale)),
    supportReference: supportReference(row.id),
  };
}
