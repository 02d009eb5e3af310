import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/card";
import { ForgotForm } from "@/components/auth/forgot-form";
import { buttonClass } from "@/components/ui/button";
import { siteBrand } from "@/lib/brand/get-brand";
import { getTranslator } from "@/lib/i18n/translator";
import { forgotPasswordAction } from "./actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("settings.password.forgotTitle") };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ForgotPage({ searchParams }: Props) {
  const { sent } = await searchParams;
  return (
    <AuthCard title={t("settings.password.forgotTitle")} brand={await siteBrand()}>
      {sent === "1" ? (
        <p role="status" className="rounded-lg bg-muted p-3">
          {t("settings.password.sent")}
        </p>
      ) : (
        <>
          <p className="text-muted-foreground">{t("settings.password.forgotText")}</p>
          <ForgotForm
            action={forgotPasswordAction}
            labels={{ email: t("settings.password.email"), submit: t("settings.password.send") }}
          />
        </>
      )}
      <a href="/sign-in" className={buttonClass("secondary")}>
        {t("settings.password.back")}
      </a>
    </AuthCard>
  );
}
