import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/card";
import { SignInForm } from "@/components/auth/sign-in-form";
import { currentSession } from "@/lib/auth/current-session";
import { SIGN_IN_MAIL_LIFETIME_SECONDS } from "@/lib/auth/lifetimes";
import { safeNextPath } from "@/lib/auth/safe-next-path";
import { redirectMessage } from "@/lib/auth/sign-in-message";
import { siteBrand } from "@/lib/brand/get-brand";
import { env } from "@/lib/env";
import { getTranslator } from "@/lib/i18n/translator";
import { signInAction } from "./actions";

export const metadata: Metadata = {
  title: getTranslator("en")("auth.signIn.title"),
  // Not "no-referrer": browsers then send `Origin: null`, and Next refuses the form without its script.
  referrer: "same-origin",
};

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { next: wanted, error, sent } = await searchParams;
  const next = safeNextPath(wanted);
  const session = await currentSession();
  if (session) redirect(next ?? (session.kind === "operator" ? "/admin" : "/connect"));
  const t = getTranslator("en");
  const { oidc } = env();
  const brand = await siteBrand();
  return (
    <AuthCard title={t("auth.signIn.title")} brand={brand}>
      <p className="text-muted-foreground">{t("auth.signIn.intro", { isvName: brand.name })}</p>
      {sent === "1" ? (
        <p role="status" className="rounded-lg bg-muted p-3">
          {t("auth.signIn.sent", { minutes: SIGN_IN_MAIL_LIFETIME_SECONDS / 60 })}
        </p>
      ) : null}
      <SignInForm
        action={signInAction}
        next={next}
        message={redirectMessage(typeof error === "string" ? error : undefined)}
        labels={{
          email: t("auth.signIn.email"),
          password: t("auth.signIn.password"),
          submit: t("auth.signIn.submit"),
          forgot: t("settings.password.forgot"),
          mailMe: t("auth.signIn.mailMe"),
          mailHint: t("auth.signIn.mailHint"),
          sso: oidc ? t("auth.signIn.sso") : undefined,
        }}
      />
    </AuthCard>
  );
}
