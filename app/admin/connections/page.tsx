import type { Metadata } from "next";
import { ConnectionFilters } from "@/components/admin/connections/connection-filters";
import { ConnectionsList } from "@/components/admin/connections/connections-list";
import { Counts } from "@/components/admin/connections/counts";
import { FoundSignups } from "@/components/admin/connections/found-signups";
import { PageHeader } from "@/components/admin/list/page-header";
import { Paging } from "@/components/admin/list/paging";
import { LiveRefresh } from "@/components/admin/live-refresh";
import { liveStrings } from "@/components/admin/live-strings";
import { buttonClass } from "@/components/ui/button";
import { ListConnections, listConnections } from "@/lib/connections/list-connections";
import { operatorPage } from "@/lib/http/page-context";
import { hrefWith, readSearchParams, type SearchParams } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";
import { retryConnectionAction } from "./actions";

const PATH = "/admin/connections";
const t = getTranslator("en");

export const metadata: Metadata = { title: t("connections.title") };

export default async function ConnectionsPage({ searchParams }: { searchParams: SearchParams }) {
  const input = await readSearchParams(ListConnections, searchParams);
  const { after: _after, before: _before, ...given } = input;
  const ctx = await operatorPage(hrefWith(PATH, given));
  const drawnAtMs = ctx.now().getTime();
  const { rows, older, newer, counts, signups, tenantName } = await listConnections(ctx, input);
  const isFiltered = Object.values(given).some(Boolean);
  return (
    <>
      <PageHeader
        title={t("connections.title")}
        text={t("connections.text")}
        actions={
          <>
            <LiveRefresh drawnAtMs={drawnAtMs} strings={liveStrings(t)} />
            <a
              className={buttonClass("secondary", "small")}
              href={hrefWith(`${PATH}/export`, given)}
            >
              {t("console.list.export")}
            </a>
          </>
        }
      />
      <Counts counts={counts} path={PATH} params={given} t={t} />
      <ConnectionFilters
        key={hrefWith(PATH, given)}
        path={PATH}
        given={given}
        tenantName={tenantName}
        t={t}
      />
      <FoundSignups rows={signups} t={t} />
      <ConnectionsList
        rows={rows}
        title={t(isFiltered ? "connections.found" : "connections.newest")}
        empty={t(isFiltered ? "console.list.none" : "connections.empty")}
        retryAction={retryConnectionAction}
        t={t}
      />
      <Paging path={PATH} params={given} older={older} newer={newer} t={t} />
    </>
  );
}
