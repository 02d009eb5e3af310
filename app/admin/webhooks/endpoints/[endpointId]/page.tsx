import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeleteSection } from "@/components/admin/endpoints/delete-section";
import { DeliveriesTable } from "@/components/admin/endpoints/deliveries-table";
import { EndpointDetails } from "@/components/admin/endpoints/endpoint-details";
import { EndpointLevers } from "@/components/admin/endpoints/endpoint-levers";
import { EndpointNotice } from "@/components/admin/endpoints/endpoint-notice";
import { PageHeader } from "@/components/admin/list/page-header";
import { BackLink } from "@/components/shell/back-link";
import { buttonClass } from "@/components/ui/button";
import { mayChange } from "@/lib/auth/require-role";
import { EndpointKey } from "@/lib/endpoints/endpoint-fields";
import { getEndpoint } from "@/lib/endpoints/get-endpoint";
import { listDeliveries } from "@/lib/endpoints/list-deliveries";
import { operatorPage, orNotFound } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import * as actions from "../actions";

const NEWEST = 10;
const t = getTranslator("en");

export const metadata: Metadata = { title: t("endpoints.title") };

type Props = { params: Promise<{ endpointId: string }> };

export default async function EndpointPage({ params }: Props) {
  const { endpointId } = await params;
  const ctx = await operatorPage(`/admin/webhooks/endpoints/${encodeURIComponent(endpointId)}`);
  const input = EndpointKey.safeParse({ endpointId });
  if (!input.success) notFound();
  const endpoint = await orNotFound(getEndpoint(ctx, input.data));
  const { rows } = await listDeliveries(ctx, { endpoint: endpoint.id, limit: NEWEST });
  const isChangeable = mayChange(ctx);
  return (
    <div>
      <BackLink href="/admin/webhooks/endpoints">{t("endpoints.title")}</BackLink>
      <div className="grid min-w-0 gap-8">
        <div className="break-all">
          <PageHeader title={endpoint.url} text={endpoint.description ?? undefined} />
        </div>
        <EndpointNotice endpoint={endpoint} t={t} />
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <EndpointDetails
            endpoint={endpoint}
            action={isChangeable ? actions.updateEndpointAction : undefined}
            t={t}
          />
          {isChangeable ? <EndpointLevers endpoint={endpoint} actions={actions} t={t} /> : null}
        </div>
        <div className="grid gap-4">
          <DeliveriesTable rows={rows} isOfOne title={t("deliveries.table.newest")} t={t} />
          {rows.length > 0 ? (
            <a
              className={buttonClass("quiet", "small")}
              href={`/admin/webhooks/deliveries?endpoint=${endpoint.id}`}
            >
              {t("endpoints.allDeliveries")}
            </a>
          ) : null}
        </div>
        {isChangeable ? (
          <DeleteSection endpoint={endpoint} action={actions.deleteEndpointAction} t={t} />
        ) : null}
      </div>
    </div>
  );
}
