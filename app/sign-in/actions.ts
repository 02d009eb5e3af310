"use server";

import { redirect } from "next/navigation";
import type { SignInState } from "@/components/auth/sign-in-form";
import { safeNextPath } from "@/lib/auth/safe-next-path";
import { requestSignInMail, signInWithPassword, startSingleSignOn } from "@/lib/auth/sign-in";
import { signInMessage } from "@/lib/auth/sign-in-message";
import { signOut } from "@/lib/auth/sign-out";
import { getTranslator } from "@/lib/i18n/translator";

/** Signs in by password, asks for a mail or starts single sign-on, as the pressed button says. */
export async function signInAction(_: SignInState, form: FormData): Promise<SignInState> {
  const email = field(form, "email").trim();
  const password = field(form, "password");
  const next = safeNextPath(field(form, "next"));
  const intent = field(form, "intent");
  const errors = intent === "sso" ? {} : missing({ email, password, intent });
  if (Object.keys(errors).length > 0) return { email, message: undefined, errors };
  let target: string;
  try {
    target = await start({ email, password, next, intent });
  } catch (error) {
    return { email, message: signInMessage(error), errors: {} };
  }
  redirect(target);
}

export async function signOutAction(): Promise<void> {
  await signOut({ everywhere: false });
  redirect("/sign-in");
}

export async function signOutEverywhereAction(): Promise<void> {
  await signOut({ everywhere: true });
  redirect("/sign-in");
}

type Fields = { email: string; password: string; next: string | undefined; intent: string };

async function start({ email, password, next, intent }: Fields): Promise<string> {
  if (intent === "sso") return startSingleSignOn(next);
  if (intent === "mail") {
    await requestSignInMail(email, next);
    return next ? `/sign-in?${new URLSearchParams({ sent: "1", next })}` : "/sign-in?sent=1";
  }
  await signInWithPassword({ email, password });
  return next ?? "/admin";
}

const EMAIL_MAX = 320;

function missing({ email, password, intent }: Omit<Fields, "next">): SignInState["errors"] {
  const t = getTranslator("en");
  const errors: SignInState["errors"] = {};
  if (email.length > EMAIL_MAX || !/^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u.test(email))
    errors.email = t("auth.errors.emailMissing");
  if (intent !== "mail" && !password) errors.password = t("auth.errors.passwordMissing");
  return errors;
}

function field(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
