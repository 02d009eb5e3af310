import { LeverForm } from "@/components/admin/lever-form";
import { Time } from "@/components/admin/table";
import { Section } from "@/components/admin/tenants/section";
import type { DeliveryView } from "@/lib/endpoints/get-delivery";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import { DeliveryBadge } from "./state-words";

type Props = {
  delivery: DeliveryView;
  replayAction: (before: FormState, form: FormData) => Promise<FormState>;
  t: Translator;
};

/** Where a delivery stands, and the lever to send it once more. */
export function DeliverySummary({ delivery, replayAction, t }: Props) {
  const { id, endpoint, event, state } = delivery;
  const times = [
    ["createdAt", event.timestamp],
    ["deliveredAt", delivery.deliveredAt],
    ["replayedAt", delivery.replayedAt],
    ["nextAttemptAt", delivery.attempts.length > 0 ? delivery.nextAttemptAt : null],
  ] as const;
  return (
    <Section id="summary" title={t("deliveries.detail.summary")}>
      <div className="flex flex-wrap items-center gap-3">
        <DeliveryBadge state={state} t={t} />
        <span className="text-sm text-muted-foreground">{t(`deliveries.sentences.${state}`)}</span>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-sm">
        <dt className="text-muted-foreground">{t("deliveries.columns.endpoint")}</dt>
        <dd>
          <a
            className="break-all text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary"
            href={`/admin/webhooks/endpoints/${endpoint.id}`}
          >
            {endpoint.url}
          </a>
        </dd>
        <dt className="text-muted-foreground">{t("deliveries.detail.eventId")}</dt>
        <dd className="font-mono text-xs break-all select-all">{event.data.eventId}</dd>
        {times.map(([name, at]) =>
          at ? (
            <div key={name} className="contents">
              <dt className="text-muted-foreground">{t(`deliveries.times.${name}`)}</dt>
              <dd>
                <Time iso={at} />
              </dd>
            </div>
          ) : null,
        )}
      </dl>
      {delivery.mayChange && state !== "pending" ? (
        <LeverForm
          action={replayAction}
          hidden={{ deliveryId: id }}
          label={t("deliveries.replay")}
          ariaLabel={t("deliveries.replay")}
        />
      ) : null}
    </Section>
  );
}
