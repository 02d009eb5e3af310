import type { Metadata } from "next";
import { AutoRefresh } from "@/components/admin/auto-refresh";
import { FilterInput } from "@/components/admin/list/filter-fields";
import { Filters } from "@/components/admin/list/filters";
import { PageHeader } from "@/components/admin/list/page-header";
import { Paging } from "@/components/admin/list/paging";
import { NumbersTable } from "@/components/admin/numbers/numbers-table";
import { Purchases } from "@/components/admin/numbers/purchases";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { operatorPage } from "@/lib/http/page-context";
import { readSearchParams, type SearchParams } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";
import { listPurchases, PURCHASE_STAGES } from "@/lib/numbers/list-purchases";
import { listWorkspaceNumbers, NumberFilters } from "@/lib/numbers/list-workspace-numbers";
import { checkPurchaseAction } from "./actions";

const PATH = "/admin/numbers";
const REFRESH_EVERY_MS = 4_000;
const t = getTranslator("en");

export const metadata: Metadata = { title: t("numbersPage.title") };

export default async function NumbersPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await operatorPage(PATH);
  const filters = await readSearchParams(NumberFilters, searchParams);
  const { q, tenant } = filters;
  const [list, purchases] = await Promise.all([
    listWorkspaceNumbers(ctx, filters),
    listPurchases(ctx, { tenantId: tenant }),
  ]);
  const isUnderWay = list.isUnderWay || purchases.some((one) => one.isUnderWay);
  const isFiltered = q !== undefined || tenant !== undefined;
  return (
    <>
      <PageHeader
        title={t("numbersPage.title")}
        text={t("numbersPage.text")}
        actions={
          list.mayChange ? (
            <a className={buttonClass("primary", "normal")} href={`${PATH}/buy`}>
              {t("numbersPage.buy")}
            </a>
          ) : null
        }
      />
      {isUnderWay ? <AutoRefresh everyMs={REFRESH_EVERY_MS} /> : null}
      <Purchases
        purchases={purchases}
        stages={PURCHASE_STAGES}
        checkAction={checkPurchaseAction}
        t={t}
      />
      <Filters path={PATH} isFiltered={isFiltered} label={t("numbersPage.filters")} t={t}>
        <FilterInput
          label={t("numbersPage.customer")}
          name="q"
          type="search"
          data-search
          defaultValue={q ?? ""}
          placeholder={t("numbersPage.customerHint")}
          autoComplete="off"
          isWide
        />
      </Filters>
      {tenant ? (
        <p className="-mt-4 text-sm text-muted-foreground">{t("numbersPage.only")}</p>
      ) : null}
      <NumbersTable {...list} isFiltered={isFiltered} t={t} />
      <Paging path={PATH} params={{ q, tenant }} older={list.older} newer={list.newer} t={t} />
      <Notice>{t("numbersPage.moving")}</Notice>
    </>
  );
}
