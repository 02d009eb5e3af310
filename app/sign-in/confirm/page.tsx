import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/card";
import { Button, buttonClass } from "@/components/ui/button";
import { safeNextPath } from "@/lib/auth/safe-next-path";
import { siteBrand } from "@/lib/brand/get-brand";
import { getTranslator } from "@/lib/i18n/translator";

export const metadata: Metadata = { referrer: "no-referrer", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Mail scanners open links; so the link shows a button, and only its POST redeems the token. */
export default async function ConfirmPage({ searchParams }: Props) {
  const { email, token, next } = await searchParams;
  const t = getTranslator("en");
  const brand = await siteBrand();
  const title = t("auth.confirm.title", { isvName: brand.name });
  if (typeof email !== "string" || typeof token !== "string") {
    return (
      <AuthCard title={title} brand={brand}>
        <p role="alert">{t("auth.confirm.incomplete")}</p>
        <a href="/sign-in" className={buttonClass()}>
          {t("auth.confirm.again")}
        </a>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={title} brand={brand}>
      <p className="break-words">{t("auth.confirm.body", { email })}</p>
      <form method="post" action="/sign-in/confirm/open">
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={safeNextPath(next) ?? ""} />
        <Button>{t("auth.confirm.submit")}</Button>
      </form>
    </AuthCard>
  );
}
