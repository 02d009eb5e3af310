import type { Metadata } from "next";
import { PageHeader } from "@/components/admin/list/page-header";
import { Paging } from "@/components/admin/list/paging";
import { EventFilters } from "@/components/admin/webhooks/event-filters";
import { EventsTable } from "@/components/admin/webhooks/events-table";
import { Refusals } from "@/components/admin/webhooks/refusals";
import { Notice } from "@/components/ui/notice";
import { operatorPage } from "@/lib/http/page-context";
import { readSearchParams, type SearchParams } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";
import { listWebhookEvents, WebhookListInput } from "@/lib/webhooks/list-webhook-events";
import { replayWebhookAction } from "./actions";

const PATH = "/admin/webhooks";
const t = getTranslator("en");

export const metadata: Metadata = { title: t("webhooks.title") };

export default async function WebhooksPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await operatorPage(PATH);
  const input = await readSearchParams(WebhookListInput, searchParams);
  const { rows, older, newer, refusals, isCut, mayChange } = await listWebhookEvents(ctx, input);
  const { provider, state, kind, tenant, from, to } = input;
  const filters = { provider, state, kind, tenant, from, to };
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <>
      <PageHeader title={t("webhooks.title")} text={t("webhooks.text")} />
      <Refusals refusals={refusals} t={t} />
      <div className="grid gap-5">
        <EventFilters path={PATH} filters={filters} isFiltered={isFiltered} t={t} />
        {isCut ? <Notice>{t("links.filters.cut")}</Notice> : null}
        <EventsTable
          rows={rows}
          isFiltered={isFiltered}
          mayChange={mayChange}
          replayAction={replayWebhookAction}
          t={t}
        />
        <Paging path={PATH} params={filters} older={older} newer={newer} t={t} />
      </div>
    </>
  );
}
