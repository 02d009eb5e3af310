import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/card";
import { PasswordForm } from "@/components/auth/password-form";
import { buttonClass } from "@/components/ui/button";
import { passwordLinkOwner } from "@/lib/auth/choose-password";
import { siteBrand } from "@/lib/brand/get-brand";
import { getTranslator } from "@/lib/i18n/translator";
import { PasswordLink } from "@/lib/operators/set-password";
import { setPasswordAction } from "./actions";

const t = getTranslator("en");

export const metadata: Metadata = {
  title: t("settings.password.title"),
  robots: { index: false },
  // Not "no-referrer": browsers then send `Origin: null`, and Next refuses the form without its script.
  referrer: "same-origin",
};

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Opening the link changes nothing, for mail scanners open it, too; setting a password spends it. */
export default async function PasswordPage({ searchParams }: Props) {
  const { user, token } = await searchParams;
  const brand = await siteBrand();
  const link = PasswordLink.safeParse({ user, token });
  const email = link.success ? await passwordLinkOwner(link.data) : undefined;
  if (!link.success || !email) {
    return (
      <AuthCard title={t("settings.password.closedTitle")} brand={brand}>
        <p>{t("settings.password.closed")}</p>
        <a href="/sign-in/forgot" className={buttonClass()}>
          {t("settings.password.ask")}
        </a>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t("settings.password.title")} brand={brand}>
      <p className="break-words text-muted-foreground">{t("settings.password.intro", { email })}</p>
      <PasswordForm
        action={setPasswordAction}
        hidden={link.data}
        email={email}
        labels={{ password: t("settings.password.new"), submit: t("settings.password.submit") }}
      />
    </AuthCard>
  );
}
