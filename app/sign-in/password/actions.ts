"use server";

import { redirect } from "next/navigation";
import { choosePassword } from "@/lib/auth/choose-password";
import { AppError } from "@/lib/errors";
import type { FormState } from "@/lib/http/form-state";
import { getTranslator } from "@/lib/i18n/translator";
import { log } from "@/lib/log";
import { SetPassword } from "@/lib/operators/set-password";

/** Sets the password that a one-time link allows to, and signs in. What was typed is not sent back. */
export async function setPasswordAction(_: FormState, form: FormData): Promise<FormState> {
  const { user, token, password } = Object.fromEntries(form);
  const parsed = SetPassword.safeParse({ user, token, password });
  if (!parsed.success) {
    const own = parsed.error.issues.find(({ path }) => path[0] === "password");
    return own ? refused("password", own.message) : closed();
  }
  try {
    await choosePassword(parsed.data);
  } catch (error) {
    if (error instanceof AppError) return { values: {}, errors: {}, message: error.message };
    log().error({ err: error, party: "perch" }, "a password was not set");
    return failed();
  }
  redirect("/admin");
}

function refused(field: string, message: string): FormState {
  return { values: {}, errors: { [field]: message } };
}

function closed(): FormState {
  const t = getTranslator("en");
  return { values: {}, errors: {}, message: t("settings.password.closed") };
}

function failed(): FormState {
  const t = getTranslator("en");
  return { values: {}, errors: {}, message: t("settings.password.failed") };
}
