import type { Metadata } from "next";
import { DeliveriesTable } from "@/components/admin/endpoints/deliveries-table";
import { DeliveryFilters as FilterForm } from "@/components/admin/endpoints/delivery-filters";
import { PageHeader } from "@/components/admin/list/page-header";
import { Paging } from "@/components/admin/list/paging";
import { Notice } from "@/components/ui/notice";
import { DeliveryFilters, listDeliveries } from "@/lib/endpoints/list-deliveries";
import { listEndpoints } from "@/lib/endpoints/list-endpoints";
import { operatorPage } from "@/lib/http/page-context";
import { readSearchParams, type SearchParams } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";

const PATH = "/admin/webhooks/deliveries";
const t = getTranslator("en");

export const metadata: Metadata = { title: t("deliveries.title") };

export default async function DeliveriesPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await operatorPage(PATH);
  const input = await readSearchParams(DeliveryFilters, searchParams);
  const [{ rows, older, newer, isCut }, endpoints] = await Promise.all([
    listDeliveries(ctx, input),
    listEndpoints(ctx),
  ]);
  const { endpoint, state, type, tenant, connection } = input;
  const filters = { endpoint, state, type, tenant, connection };
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <>
      <PageHeader title={t("deliveries.title")} text={t("deliveries.text")} />
      <div className="grid gap-5">
        <FilterForm
          path={PATH}
          filters={filters}
          endpoints={endpoints}
          isFiltered={isFiltered}
          t={t}
        />
        {isCut ? <Notice>{t("links.filters.cut")}</Notice> : null}
        <DeliveriesTable
          rows={rows}
          isFiltered={isFiltered}
          title={t(isFiltered ? "deliveries.table.filtered" : "deliveries.table.all")}
          t={t}
        />
        <Paging path={PATH} params={filters} older={older} newer={newer} t={t} />
      </div>
    </>
  );
}
