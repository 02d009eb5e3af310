"use server";

import { revalidatePath } from "next/cache";
import type { Operator } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";
import { ChangeRole, changeRole } from "@/lib/operators/change-role";
import {
  type Invited,
  InviteOperator,
  inviteAgain,
  inviteOperator,
} from "@/lib/operators/invite-operator";
import { removeOperator } from "@/lib/operators/remove-operator";
import { OperatorRef } from "@/lib/operators/roles";

const invite = formAction<Operator, typeof InviteOperator>({
  actor: "operator",
  schema: InviteOperator,
  run: (ctx, input) => inviteOperator(ctx, input).then(told),
});

const again = formAction<Operator, typeof OperatorRef>({
  actor: "operator",
  schema: OperatorRef,
  run: (ctx, input) => inviteAgain(ctx, input).then(told),
});

const change = formAction<Operator, typeof ChangeRole>({
  actor: "operator",
  schema: ChangeRole,
  run: (ctx, input) => changeRole(ctx, input).then(refreshed),
});

const remove = formAction<Operator, typeof OperatorRef>({
  actor: "operator",
  schema: OperatorRef,
  run: (ctx, input) => removeOperator(ctx, input).then(refreshed),
});

function told({ email, url }: Invited): Record<string, string> {
  refreshed();
  return url ? { email, url } : { email };
}

function refreshed(): Record<string, string> {
  revalidatePath("/admin/settings/operators");
  return {};
}

/** Makes somebody an operator and mails them a link. */
export async function inviteOperatorAction(before: FormState, form: FormData): Promise<FormState> {
  return invite(before, form);
}

/** Sends a new link to somebody who was invited. */
export async function inviteAgainAction(before: FormState, form: FormData): Promise<FormState> {
  return again(before, form);
}

/** Gives an operator another role. */
export async function changeRoleAction(before: FormState, form: FormData): Promise<FormState> {
  return change(before, form);
}

/** Takes an operator's role and sessions. */
export async function removeOperatorAction(before: FormState, form: FormData): Promise<FormState> {
  return remove(before, form);
}
