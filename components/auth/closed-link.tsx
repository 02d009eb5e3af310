import { AuthCard } from "@/components/auth/card";
import { Button, buttonClass } from "@/components/ui/button";
import type { Brand } from "@/lib/brand/brand";
import type { Translator } from "@/lib/i18n/translator";

type Props = {
  standing: "expired" | "revoked" | "completed" | "unknown";
  brand: Brand;
  isLimited: boolean;
  /** Where an expired link's customer asks for a fresh one, and whether that has been done. */
  requestPath?: string;
  isRequested?: boolean;
  t: Translator;
};

/** Why a link does not open, and what to do instead. Says nothing about the tenant. */
export function ClosedLink({ standing, brand, t, ...request }: Props) {
  const { name: isvName, supportEmail } = brand;
  return (
    <AuthCard title={t(`auth.link.${standing}Title`)} brand={brand}>
      <p>
        {standing === "expired"
          ? t("links.closed.text", { isvName })
          : t(`auth.link.${standing}`, { isvName })}
      </p>
      <FreshLink {...request} isvName={isvName} t={t} />
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

type FreshProps = Pick<Props, "isLimited" | "requestPath" | "isRequested" | "t"> & {
  isvName: string;
};

/** A plain form, so that it works in every browser that opens a link. */
function FreshLink({ isLimited, requestPath, isRequested, isvName, t }: FreshProps) {
  if (!requestPath) return null;
  if (isRequested) {
    return (
      <p role="status" className="rounded-lg bg-primary-soft p-4 leading-relaxed">
        {t("links.closed.asked", { isvName })}
      </p>
    );
  }
  return (
    <>
      {isLimited ? <p role="alert">{t("links.closed.limited")}</p> : null}
      <form method="post" action={requestPath}>
        <Button>{t("links.closed.ask")}</Button>
      </form>
    </>
  );
}
