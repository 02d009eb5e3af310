import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/card";
import { ClosedLink } from "@/components/auth/closed-link";
import { Announce } from "@/components/embed/announce";
import { Button } from "@/components/ui/button";
import { describeLinkLanding } from "@/lib/auth/link-landing";
import { siteBrand } from "@/lib/brand/get-brand";
import { getTranslator } from "@/lib/i18n/translator";

export const metadata: Metadata = { referrer: "no-referrer", robots: { index: false } };

type Props = {
  params: Promise<{ secret: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Shows what a link is for. Opening it is the button's POST: scanners and previews only GET. */
export default async function LinkPage({ params, searchParams }: Props) {
  const { secret } = await params;
  const { limited } = await searchParams;
  const landing = await describeLinkLanding(secret);
  // A link that does not open says nothing about its tenant.
  const brand = await siteBrand(landing.standing === "open" ? landing.tenantId : undefined);
  const locale = landing.standing === "unknown" ? "en" : landing.locale;
  const t = getTranslator(locale);
  if (landing.standing !== "open") {
    const { standing } = landing;
    return (
      <>
        <ClosedLink
          {...{ standing, brand, t }}
          isLimited={limited !== undefined}
          {...(standing === "expired" && {
            isRequested: landing.isRequested,
            requestPath: `/c/${encodeURIComponent(secret)}/request`,
          })}
        />
        <Announce origins={landing.origins} closedBy={`link_${standing}`} />
      </>
    );
  }
  const { tenantName, purpose, visitor, origins } = landing;
  const invited = purpose === "reconnect" ? "auth.link.invitedAgain" : "auth.link.invited";
  return (
    <AuthCard title={t("auth.link.title", { tenantName })} brand={brand}>
      {limited ? <p role="alert">{t("auth.link.limited")}</p> : null}
      <p>{t(invited, { isvName: brand.name, tenantName })}</p>
      <p className="text-muted-foreground">{t("auth.link.next")}</p>
      {visitor === "other_tenant" ? <Notice>{t("auth.link.otherTenant")}</Notice> : null}
      {visitor === "operator" ? <Notice>{t("auth.link.operator")}</Notice> : null}
      <form method="post" action={`/c/${encodeURIComponent(secret)}/open`}>
        <Button>{t("auth.link.submit")}</Button>
      </form>
      <Announce origins={origins} />
    </AuthCard>
  );
}

function Notice({ children }: { children: string }) {
  return (
    <p role="status" className="rounded-lg bg-muted p-3">
      {children}
    </p>
  );
}
