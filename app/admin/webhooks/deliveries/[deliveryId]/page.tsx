import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AttemptsTable } from "@/components/admin/endpoints/attempts-table";
import { DeliverySummary } from "@/components/admin/endpoints/delivery-summary";
import { RequestBody } from "@/components/admin/endpoints/request-body";
import { PageHeader } from "@/components/admin/list/page-header";
import { RefreshWhile } from "@/components/admin/refresh-while";
import { BackLink } from "@/components/shell/back-link";
import { DeliveryKey, getDelivery } from "@/lib/endpoints/get-delivery";
import { operatorPage, orNotFound } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { replayDeliveryAction } from "../actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("deliveries.detail.title") };

type Props = { params: Promise<{ deliveryId: string }> };

export default async function DeliveryPage({ params }: Props) {
  const { deliveryId } = await params;
  const ctx = await operatorPage(`/admin/webhooks/deliveries/${encodeURIComponent(deliveryId)}`);
  const input = DeliveryKey.safeParse({ deliveryId });
  if (!input.success) notFound();
  const delivery = await orNotFound(getDelivery(ctx, input.data));
  return (
    <div>
      <RefreshWhile isBusy={delivery.state === "pending" && delivery.attempts.length < 2} />
      <BackLink href="/admin/webhooks/deliveries">{t("deliveries.title")}</BackLink>
      <div className="grid min-w-0 gap-8">
        <PageHeader title={delivery.event.type} text={t("deliveries.detail.text")} />
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <DeliverySummary delivery={delivery} replayAction={replayDeliveryAction} t={t} />
          <RequestBody event={delivery.event} t={t} />
        </div>
        <AttemptsTable attempts={delivery.attempts} t={t} />
      </div>
    </div>
  );
}
