import type { Metadata } from "next";
import { LinkFilters } from "@/components/admin/links/link-filters";
import { linkResultStrings } from "@/components/admin/links/link-result-strings";
import { LinksTable } from "@/components/admin/links/links-table";
import { ReturnOrigins } from "@/components/admin/links/return-origins";
import { ReturnSecret } from "@/components/admin/links/return-secret";
import { PageHeader } from "@/components/admin/list/page-header";
import { Paging } from "@/components/admin/list/paging";
import { LiveRefresh } from "@/components/admin/live-refresh";
import { liveStrings } from "@/components/admin/live-strings";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { operatorPage } from "@/lib/http/page-context";
import { readSearchParams, type SearchParams } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";
import { LinkListInput, listLinks } from "@/lib/links/list-links";
import {
  answerLinkRequestAction,
  revokeLinkAction,
  rotateReturnSecretAction,
  saveReturnOriginsAction,
} from "./actions";

const PATH = "/admin/links";
const t = getTranslator("en");

export const metadata: Metadata = { title: t("links.title") };

export default async function LinksPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await operatorPage(PATH);
  const drawnAtMs = ctx.now().getTime();
  const input = await readSearchParams(LinkListInput, searchParams);
  const { rows, older, newer, ...view } = await listLinks(ctx, input);
  const { state, tenant, requested } = input;
  const filters = { state, tenant, requested };
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <>
      <PageHeader
        title={t("links.title")}
        text={t("links.text")}
        actions={
          <>
            <LiveRefresh drawnAtMs={drawnAtMs} strings={liveStrings(t)} />
            {view.requests.count > 0 ? (
              <a className={buttonClass("secondary", "small")} href={`${PATH}?requested=1`}>
                {t("links.requests", {
                  count: view.requests.count,
                  more: view.requests.isMore ? "+" : "",
                })}
              </a>
            ) : null}
            {view.mayChange ? (
              <a className={buttonClass("primary", "small")} href={`${PATH}/new`}>
                {t("links.new")}
              </a>
            ) : null}
          </>
        }
      />
      <div className="grid gap-5">
        <LinkFilters path={PATH} filters={filters} isFiltered={isFiltered} t={t} />
        {view.isCut ? <Notice>{t("links.filters.cut")}</Notice> : null}
        <LinksTable
          rows={rows}
          isFiltered={isFiltered}
          revokeAction={revokeLinkAction}
          answerAction={answerLinkRequestAction}
          resultStrings={linkResultStrings(t)}
          t={t}
        />
        <Paging path={PATH} params={filters} older={older} newer={newer} t={t} />
      </div>
      <ReturnOrigins
        origins={view.origins}
        mayEdit={view.maySetOrigins}
        action={saveReturnOriginsAction}
        t={t}
      />
      <ReturnSecret
        secret={view.returnSecret}
        mayRotate={view.maySetOrigins}
        action={rotateReturnSecretAction}
        t={t}
      />
    </>
  );
}
