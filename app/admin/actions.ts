"use server";

import type { Operator } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";
import { CreateLink, createLink } from "@/lib/links/create-link";

const create = formAction<Operator, typeof CreateLink>({
  actor: "operator",
  schema: CreateLink,
  run: async (ctx, input) => {
    const { url, expiresAt } = await createLink(ctx, input);
    return { url, expiresAt };
  },
});

/** Makes a link for a customer; its address is in the answer once and nowhere else. */
export async function createLinkAction(before: FormState, form: FormData): Promise<FormState> {
  return create(before, form);
}
