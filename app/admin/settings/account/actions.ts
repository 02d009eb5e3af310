"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { Operator } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";
import { ChangeOwnName, changeOwnName } from "@/lib/operators/change-own-name";
import { ChangeOwnPassword, changeOwnPassword } from "@/lib/operators/change-own-password";
import { EndSession, endOtherSessions, endOwnSession } from "@/lib/operators/end-own-sessions";

const Nothing = z.strictObject({});

const rename = formAction<Operator, typeof ChangeOwnName>({
  actor: "operator",
  schema: ChangeOwnName,
  run: (ctx, input) => changeOwnName(ctx, input).then(refreshed),
});

const changePassword = formAction<Operator, typeof ChangeOwnPassword>({
  actor: "operator",
  schema: ChangeOwnPassword,
  run: (ctx, input) => changeOwnPassword(ctx, input).then(counted),
});

const end = formAction<Operator, typeof EndSession>({
  actor: "operator",
  schema: EndSession,
  run: (ctx, input) => endOwnSession(ctx, input).then(refreshed),
});

const endOthers = formAction<Operator, typeof Nothing>({
  actor: "operator",
  schema: Nothing,
  run: (ctx) => endOtherSessions(ctx).then(counted),
});

function refreshed(): Record<string, string> {
  revalidatePath("/admin/settings/account");
  return {};
}

function counted({ ended }: { ended: number }): Record<string, string> {
  refreshed();
  return { ended: String(ended) };
}

/** Changes one's own name. */
export async function changeNameAction(before: FormState, form: FormData): Promise<FormState> {
  return rename(before, form);
}

/** Changes one's own password. What was typed is not sent back. */
export async function changePasswordAction(before: FormState, form: FormData): Promise<FormState> {
  return { ...(await changePassword(before, form)), values: {} };
}

/** Ends one of one's own sessions. */
export async function endSessionAction(before: FormState, form: FormData): Promise<FormState> {
  return end(before, form);
}

/** Ends all of one's own sessions but this one. */
export async function endOtherSessionsAction(
  before: FormState,
  form: FormData,
): Promise<FormState> {
  return endOthers(before, form);
}
