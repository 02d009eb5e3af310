import type { Metadata } from "next";
import { AuditFilters } from "@/components/admin/audit/audit-filters";
import { AuditTable } from "@/components/admin/audit/audit-table";
import { PageHeader } from "@/components/admin/list/page-header";
import { Paging } from "@/components/admin/list/paging";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { AuditListInput, listAudit } from "@/lib/audit/list-audit";
import { operatorPage } from "@/lib/http/page-context";
import { hrefWith, readSearchParams, type SearchParams } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";

const PATH = "/admin/audit";
const t = getTranslator("en");

export const metadata: Metadata = { title: t("auditLog.title") };

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await operatorPage(PATH);
  const input = await readSearchParams(AuditListInput, searchParams);
  const { rows, older, newer, isCut } = await listAudit(ctx, input);
  const { after: _, before: __, ...filters } = input;
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <>
      <PageHeader
        title={t("auditLog.title")}
        text={t("auditLog.text")}
        actions={
          <a
            className={buttonClass("secondary", "small")}
            href={hrefWith(`${PATH}/export`, filters)}
            download
          >
            {t("console.list.export")}
          </a>
        }
      />
      <div className="grid gap-5">
        <AuditFilters path={PATH} filters={filters} isFiltered={isFiltered} t={t} />
        {isCut ? <Notice>{t("links.filters.cut")}</Notice> : null}
        <AuditTable path={PATH} filters={filters} rows={rows} isFiltered={isFiltered} t={t} />
        <Paging path={PATH} params={filters} older={older} newer={newer} t={t} />
      </div>
    </>
  );
}
