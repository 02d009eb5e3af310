import type { Metadata } from "next";
import { PageHeader } from "@/components/admin/list/page-header";
import { BuyerChoice, ChosenBuyer } from "@/components/admin/numbers/buyer-choice";
import { StockFilters } from "@/components/admin/numbers/stock-filters";
import { StockTable } from "@/components/admin/numbers/stock-table";
import { BackLink } from "@/components/shell/back-link";
import { operatorPage, orNotFound } from "@/lib/http/page-context";
import { readSearchParams, type SearchParams } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";
import { BuyerQuery, findBuyers } from "@/lib/numbers/find-buyers";
import { searchNumbersForSale } from "@/lib/numbers/search-numbers-for-sale";
import { StockQuery } from "@/lib/numbers/stock-query";

const PATH = "/admin/numbers/buy";
const t = getTranslator("en");

export const metadata: Metadata = { title: t("numbersPage.search.title") };

export default async function BuyNumberPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await operatorPage(PATH);
  const buyer = await readSearchParams(BuyerQuery, searchParams);
  const query = await readSearchParams(StockQuery, searchParams);
  const { chosen, choices } = await orNotFound(findBuyers(ctx, buyer));
  const list = chosen && (await searchNumbersForSale(ctx, query));
  return (
    <>
      <div className="-mt-3">
        <BackLink href="/admin/numbers">{t("numbersPage.search.back")}</BackLink>
        <PageHeader title={t("numbersPage.search.title")} text={t("numbersPage.search.text")} />
      </div>
      {chosen && list ? (
        <>
          <ChosenBuyer buyer={chosen} path={PATH} t={t} />
          <StockFilters path={PATH} tenantId={chosen.id} query={query} t={t} />
          <StockTable path={PATH} tenantId={chosen.id} query={query} list={list} t={t} />
        </>
      ) : (
        <BuyerChoice path={PATH} q={buyer.q} choices={choices} t={t} />
      )}
    </>
  );
}
