"use server";

import { revalidatePath } from "next/cache";
import { ConnectionRef } from "@/lib/connections/connection-key";
import { recheckConnection } from "@/lib/connections/recheck-connection";
import type { Operator } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";
import { CreateLink, createLink } from "@/lib/links/create-link";
import { AssignShare, assignShare } from "@/lib/shares/assign-share";
import { DismissShare, dismissShare } from "@/lib/shares/dismiss-share";

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

const retry = formAction<Operator, typeof ConnectionRef>({
  actor: "operator",
  schema: ConnectionRef,
  run: (ctx, input) => recheckConnection(ctx, input).then(refreshed),
});

const assign = formAction<Operator, typeof AssignShare>({
  actor: "operator",
  schema: AssignShare,
  run: (ctx, input) => assignShare(ctx, input).then(refreshed),
});

const dismiss = formAction<Operator, typeof DismissShare>({
  actor: "operator",
  schema: DismissShare,
  run: (ctx, input) => dismissShare(ctx, input).then(refreshed),
});

function refreshed(): Record<string, string> {
  revalidatePath("/admin");
  return {};
}

/** Tries again what a connection stopped at. */
export async function operatorRetryAction(before: FormState, form: FormData): Promise<FormState> {
  return retry(before, form);
}

/** Says whose an account is that was shared at Meta. */
export async function assignShareAction(before: FormState, form: FormData): Promise<FormState> {
  return assign(before, form);
}

/** Says that a shared account is nobody's here. */
export async function dismissShareAction(before: FormState, form: FormData): Promise<FormState> {
  return dismiss(before, form);
}
