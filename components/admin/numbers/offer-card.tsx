import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { phone } from "@/components/ui/phone";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import type { Offer, OfferView } from "@/lib/numbers/get-offer";
import { priceWords } from "@/lib/numbers/price-words";
import { BuyForm } from "./buy-form";
import { typeWords } from "./type-words";

type Props = {
  view: OfferView;
  mayBuy: boolean;
  buyAction: (before: FormState, form: FormData) => Promise<FormState>;
  t: Translator;
};

/** One number, its price of now, and the button that agrees to it. */
export function OfferCard({ view: { tenant, offer, papers, problem }, mayBuy, ...more }: Props) {
  const { buyAction, t } = more;
  if (!tenant) return <Notice tone="warning">{t("numbersPage.confirm.noTenant")}</Notice>;
  if (!offer) return <Notice tone="warning">{problem}</Notice>;
  const price = priceWords(offer.monthlyPrice);
  const setup = offer.setupPrice && priceWords(offer.setupPrice);
  return (
    <Card className="grid max-w-2xl gap-6">
      <Facts
        rows={[
          [t("numbersPage.confirm.number"), phone(offer.phoneNumber)],
          [t("numbersPage.confirm.customer"), tenant.name],
          [t("numbersPage.confirm.workspace"), workspaceWords(tenant, t)],
          [t("numbersPage.confirm.kind"), `${offer.country} · ${typeWords(offer.type, t)}`],
          [t("numbersPage.confirm.can"), offer.capabilities.join(" · ")],
          [t("numbersPage.confirm.papers"), paperWords(papers, t)],
          [t("numbersPage.confirm.monthly"), <strong key="monthly">{price}</strong>],
          [t("numbersPage.confirm.setup"), setup ?? t("numbersPage.confirm.noSetup")],
        ]}
      />
      {mayBuy ? (
        <BuyForm
          action={buyAction}
          hidden={hiddenOf(tenant.id, offer)}
          charge={
            setup
              ? t("numbersPage.confirm.chargeSetup", { price, setup })
              : t("numbersPage.confirm.charge", { price })
          }
          label={t("numbersPage.confirm.submit", { number: offer.phoneNumber, price })}
          busyLabel={t("numbersPage.confirm.submitting")}
        />
      ) : (
        <Notice>{t("numbersPage.confirm.viewer")}</Notice>
      )}
    </Card>
  );
}

function Facts({ rows }: { rows: [string, ReactNode][] }) {
  return (
    <dl className="grid gap-x-8 gap-y-2.5 text-sm sm:grid-cols-[8rem_minmax(0,1fr)]">
      {rows.map(([name, value]) => (
        <div key={name} className="grid sm:contents">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="min-w-0 break-words tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function workspaceWords({ hasWorkspace }: { hasWorkspace: boolean }, t: Translator): string {
  return t(
    hasWorkspace ? "numbersPage.confirm.hasWorkspace" : "numbersPage.confirm.makesWorkspace",
  );
}

function paperWords(papers: string[] | undefined, t: Translator): string {
  if (!papers) return t("numbersPage.confirm.papersUnknown");
  if (papers.length === 0) return t("numbersPage.confirm.noPapers");
  return t("numbersPage.confirm.papersNeeded", { papers: papers.join(", ") });
}

/** The price goes along as it was shown, to be compared with what Bird asks then. */
function hiddenOf(tenantId: string, offer: Offer): Record<string, string> {
  const { number, country, monthlyPrice, setupPrice } = offer;
  return {
    tenantId,
    country,
    number,
    monthlyPrice: monthlyPrice.amount,
    currency: monthlyPrice.currency,
    setupPrice: setupPrice?.amount ?? "",
    setupCurrency: setupPrice?.currency ?? "",
  };
}
