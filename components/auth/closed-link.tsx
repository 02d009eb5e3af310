import { AuthCard } from "@/components/auth/card";
import { buttonClass } from "@/components/ui/button";
import type { Brand } from "@/lib/brand/brand";
import type { Translator } from "@/lib/i18n/translator";

type Props = {
  standing: "expired" | "revoked" | "completed" | "unknown";
  brand: Brand;
  t: Translator;
};

/** Why a link does not open, and what to do instead. Says nothing about the tenant. */
export function ClosedLink({ standing, brand, t }: Props) {
  const { name: isvName, supportEmail } = brand;
  return (
    <AuthCard title={t(`auth.link.${standing}Title`)} brand={brand}>
      <p>{t(`auth.link.${standing}`, { isvName })}</p>
      {standing === "completed" ? (
        <a href="/sign-in?next=/connect" className={buttonClass()}>
          {t("auth.link.signIn")}
        </a>
      ) : null}
      {supportEmail ? (
        <a href={`mailto:${supportEmail}`} className={buttonClass("secondary")}>
          {t("auth.link.contact", { email: supportEmail })}
        </a>
      ) : null}
    </AuthCard>
  );
}
