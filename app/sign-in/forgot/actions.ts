"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requestPasswordMail } from "@/lib/auth/request-password-mail";
import { signInMessage } from "@/lib/auth/sign-in-message";
import type { FormState } from "@/lib/http/form-state";
import { getTranslator } from "@/lib/i18n/translator";

const Email = z.string().trim().max(320).pipe(z.email());

/** Asks for a mail to set a new password with; the answer tells nothing of who gets one. */
export async function forgotPasswordAction(_: FormState, form: FormData): Promise<FormState> {
  const given = form.get("email");
  const email = Email.safeParse(given);
  const values = { email: typeof given === "string" ? given : "" };
  if (!email.success)
    return { values, errors: { email: getTranslator("en")("auth.errors.emailMissing") } };
  try {
    await requestPasswordMail(email.data);
  } catch (error) {
    return { values, errors: {}, message: signInMessage(error) };
  }
  redirect("/sign-in/forgot?sent=1");
}
