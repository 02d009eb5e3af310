import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { PageHeader } from "@/components/admin/list/page-header";
import { OfferCard } from "@/components/admin/numbers/offer-card";
import { BackLink } from "@/components/shell/back-link";
import { mayChange } from "@/lib/auth/require-role";
import { operatorPage } from "@/lib/http/page-context";
import { hrefWith, readSearchParams, type SearchParams } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";
import { Id } from "@/lib/ids";
import { getOffer } from "@/lib/numbers/get-offer";
import { StockQuery } from "@/lib/numbers/stock-query";
import { buyNumberAction } from "../../actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("numbersPage.confirm.title") };

const Chosen = StockQuery.extend({
  tenant: Id.optional().catch(undefined),
  number: z.string().max(40).optional().catch(undefined),
});

export default async function ConfirmPurchasePage({
  searchParams,
}: {
  searchParams: SearchParams;
}) {
  const ctx = await operatorPage("/admin/numbers/buy");
  const { tenant, number, ...query } = await readSearchParams(Chosen, searchParams);
  const { country } = query;
  if (!tenant || !country || !number) notFound();
  const view = await getOffer(ctx, { tenantId: tenant, country, number });
  return (
    <>
      <div className="-mt-3">
        <BackLink href={hrefWith("/admin/numbers/buy", { tenant, ...query })}>
          {t("numbersPage.confirm.back")}
        </BackLink>
        <PageHeader title={t("numbersPage.confirm.title")} />
      </div>
      <OfferCard view={view} mayBuy={mayChange(ctx)} buyAction={buyNumberAction} t={t} />
    </>
  );
}
