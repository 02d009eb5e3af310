import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Facts } from "@/components/admin/connections/facts";
import { Levers } from "@/components/admin/connections/levers";
import { Situation } from "@/components/admin/connections/situation";
import { StepsTable } from "@/components/admin/connections/steps-table";
import { Timeline } from "@/components/admin/connections/timeline";
import { TitleOf } from "@/components/admin/connections/title-of";
import { LiveRefresh } from "@/components/admin/live-refresh";
import { liveStrings } from "@/components/admin/live-strings";
import {
  GetConnectionForOperator,
  getConnectionForOperator,
} from "@/lib/connections/get-connection-for-operator";
import { operatorPage, orNotFound } from "@/lib/http/page-context";
import type { SearchParams } from "@/lib/http/search-params";
import { getTranslator } from "@/lib/i18n/translator";
import { createReconnectLinkAction, endConnectionAction, retryConnectionAction } from "../actions";

type Props = { params: Promise<{ connectionId: string }>; searchParams: SearchParams };

const t = getTranslator("en");

export const metadata: Metadata = { title: t("connections.title") };

export default async function ConnectionPage({ params, searchParams }: Props) {
  const { connectionId } = await params;
  const path = `/admin/connections/${encodeURIComponent(connectionId)}`;
  const ctx = await operatorPage(path);
  const drawnAtMs = ctx.now().getTime();
  const { after } = await searchParams;
  const input = GetConnectionForOperator.safeParse({ connectionId, after });
  if (!input.success) notFound();
  const view = await orNotFound(getConnectionForOperator(ctx, input.data));
  return (
    <>
      <TitleOf view={view} t={t}>
        <LiveRefresh connectionId={view.id} drawnAtMs={drawnAtMs} strings={liveStrings(t)} />
      </TitleOf>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Situation view={view} t={t} />
        <Levers
          view={view}
          retryAction={retryConnectionAction}
          endAction={endConnectionAction}
          reconnectAction={createReconnectLinkAction}
          t={t}
        />
      </div>
      <Facts facts={view.facts} t={t} />
      <StepsTable steps={view.steps} t={t} />
      <Timeline {...view} path={path} t={t} />
    </>
  );
}
