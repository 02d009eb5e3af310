import type { Metadata } from "next";
import { TenantChoice } from "@/components/admin/links/tenant-choice";
import { TenantLinkForm } from "@/components/admin/links/tenant-link-form";
import { tenantLinkStrings } from "@/components/admin/links/tenant-link-strings";
import { PageHeader } from "@/components/admin/list/page-header";
import { BackLink } from "@/components/shell/back-link";
import { Notice } from "@/components/ui/notice";
import { operatorPage } from "@/lib/http/page-context";
import { readSearchParams, type SearchParams } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";
import { getNewLinkPage, NewLinkPageInput } from "@/lib/links/get-new-link-page";
import { createTenantLinkAction } from "../actions";

const PATH = "/admin/links/new";
const t = getTranslator("en");

export const metadata: Metadata = { title: t("links.create.title") };

export default async function NewLinkPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await operatorPage(PATH);
  const input = await readSearchParams(NewLinkPageInput, searchParams);
  const { tenant, matches, isCut, mayChange, ...offer } = await getNewLinkPage(ctx, input);
  return (
    <div className="grid gap-6">
      <div>
        <BackLink href="/admin/links">{t("links.create.back")}</BackLink>
        <PageHeader title={t("links.create.title")} text={t("links.create.text")} />
      </div>
      {mayChange ? null : <Notice>{t("links.create.viewer")}</Notice>}
      {tenant ? (
        <TenantLinkForm
          key={tenant.id}
          action={createTenantLinkAction}
          tenant={tenant}
          strings={tenantLinkStrings(t, { tenantName: tenant.name })}
          {...offer}
        />
      ) : (
        <TenantChoice path={PATH} text={input.q ?? ""} matches={matches} isCut={isCut} t={t} />
      )}
    </div>
  );
}
