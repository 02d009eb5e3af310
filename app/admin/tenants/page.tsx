import type { Metadata } from "next";
import { FilterInput, FilterSelect } from "@/components/admin/list/filter-fields";
import { Filters } from "@/components/admin/list/filters";
import { PageHeader } from "@/components/admin/list/page-header";
import { Paging } from "@/components/admin/list/paging";
import { TenantsTable } from "@/components/admin/tenants/tenants-table";
import { buttonClass } from "@/components/ui/button";
import { operatorPage } from "@/lib/http/page-context";
import { readSearchParams, type SearchParams } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";
import { listTenants, TenantListParams } from "@/lib/tenants/list-tenants";

const t = getTranslator("en");
const PATH = "/admin/tenants";

export const metadata: Metadata = { title: t("tenants.title") };

export default async function TenantsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await operatorPage(PATH);
  const params = await readSearchParams(TenantListParams, searchParams);
  const { rows, older, newer, mayChange } = await listTenants(ctx, params);
  const { q, show } = params;
  const isFiltered = q !== undefined || show !== undefined;
  return (
    <>
      <PageHeader
        title={t("tenants.title")}
        text={t("tenants.text")}
        actions={
          mayChange ? (
            <>
              <a className={buttonClass("secondary", "small")} href={`${PATH}/import`}>
                {t("tenants.import.link")}
              </a>
              <a className={buttonClass("primary", "small")} href={`${PATH}/new`}>
                {t("tenants.new")}
              </a>
            </>
          ) : null
        }
      />
      <Filters path={PATH} isFiltered={isFiltered} label={t("tenants.filters")} t={t}>
        <FilterInput
          label={t("tenants.search")}
          name="q"
          type="search"
          data-search
          placeholder={t("tenants.searchHint")}
          defaultValue={q}
          isWide
        />
        <FilterSelect
          label={t("tenants.show")}
          name="show"
          all={t("tenants.shows.active")}
          options={[
            ["archived", t("tenants.shows.archived")],
            ["all", t("tenants.shows.all")],
          ]}
          defaultValue={show ?? ""}
        />
      </Filters>
      <TenantsTable
        rows={rows}
        empty={t(isFiltered ? "console.list.none" : "tenants.empty")}
        t={t}
      />
      <Paging path={PATH} params={{ q, show }} older={older} newer={newer} t={t} />
    </>
  );
}
