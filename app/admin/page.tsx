import type { Metadata } from "next";
import { signOutEverywhereAction } from "@/app/sign-in/actions";
import { NewLinkForm } from "@/components/admin/links/new-link-form";
import { newLinkStrings } from "@/components/admin/links/new-link-strings";
import { PageHeader } from "@/components/admin/list/page-header";
import { LiveRefresh } from "@/components/admin/live-refresh";
import { liveStrings } from "@/components/admin/live-strings";
import { DayChart } from "@/components/admin/overview/day-chart";
import { EndingTable } from "@/components/admin/overview/ending-table";
import { FailureChart } from "@/components/admin/overview/failure-chart";
import { FunnelChart } from "@/components/admin/overview/funnel-chart";
import { NextStep } from "@/components/admin/overview/next-step";
import { NowTiles } from "@/components/admin/overview/now-tiles";
import { PeriodNav } from "@/components/admin/overview/period-nav";
import { StuckTable } from "@/components/admin/overview/stuck-table";
import { SharesTable } from "@/components/admin/shares-table";
import { SignupsTable } from "@/components/admin/signups-table";
import { SignOut } from "@/components/shell/sign-out";
import { buttonClass } from "@/components/ui/button";
import { operatorPage } from "@/lib/http/page-context";
import { readSearchParams, type SearchParams } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";
import { getOverview } from "@/lib/overview/get-overview";
import { Period } from "@/lib/overview/period";
import {
  assignShareAction,
  createLinkAction,
  dismissShareAction,
  operatorRetryAction,
} from "./actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("overview.title") };

export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await operatorPage("/admin");
  const drawnAtMs = ctx.now().getTime();
  const view = await getOverview(ctx, await readSearchParams(Period, searchParams));
  const newLink = view.mayChange ? (
    <a className={buttonClass("secondary", "small")} href="#new-link">
      {t("overview.newLink")}
    </a>
  ) : null;
  return (
    <>
      <PageHeader
        title={t("overview.title")}
        text={t("overview.text")}
        actions={
          <>
            <LiveRefresh drawnAtMs={drawnAtMs} strings={liveStrings(t)} />
            {newLink}
            <PeriodNav days={view.days} t={t} />
          </>
        }
      />
      <NextStep {...view} t={t} />
      <NowTiles {...view} t={t} />
      <SharesTable
        {...view}
        t={t}
        assignAction={assignShareAction}
        dismissAction={dismissShareAction}
      />
      <div className="grid gap-4 xl:grid-cols-5">
        <div className="grid min-w-0 xl:col-span-3">
          <FunnelChart {...view} t={t} />
        </div>
        <div className="grid min-w-0 xl:col-span-2">
          <FailureChart {...view} t={t} />
        </div>
        <div className="grid min-w-0 xl:col-span-5">
          <DayChart {...view} t={t} />
        </div>
      </div>
      <StuckTable rows={view.stuck} retryAction={operatorRetryAction} t={t} />
      <SignupsTable rows={view.signups} t={t} />
      <EndingTable rows={view.ending} t={t} />
      {view.mayChange ? (
        <NewLinkForm action={createLinkAction} strings={newLinkStrings(t)} tenants={view.tenants} />
      ) : null}
      <SignOut action={signOutEverywhereAction} label={t("overview.signOutEverywhere")} />
    </>
  );
}
