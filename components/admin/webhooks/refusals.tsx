import { Time } from "@/components/admin/table";
import { Notice } from "@/components/ui/notice";
import type { Translator } from "@/lib/i18n/translator";
import type { ProviderRefusals } from "@/lib/webhooks/list-webhook-events";

const CHECKS = ["first", "second", "third"] as const;

/** Webhooks that were turned away for their signature: how many, when, and what to look at. */
export function Refusals({ refusals, t }: { refusals: ProviderRefusals[]; t: Translator }) {
  if (refusals.length === 0) return null;
  return (
    <section aria-labelledby="refusals" className="grid gap-4">
      <h2 id="refusals" className="text-lg font-semibold tracking-tight">
        {t("webhooks.refusals.title")}
      </h2>
      {refusals.map(({ provider, total, minutes }) => (
        <Notice
          key={provider}
          tone="warning"
          title={t("webhooks.refusals.count", {
            provider: t(`webhooks.providers.${provider}`),
            count: total,
          })}
        >
          <p>{t(`webhooks.refusals.${provider}.fault`)}</p>
          <ul className="mt-2 grid list-disc gap-1 ps-5">
            {CHECKS.map((check) => (
              <li key={check}>{t(`webhooks.refusals.${provider}.${check}`)}</li>
            ))}
          </ul>
          <details className="mt-2">
            <summary className="py-1 font-medium text-primary">
              {t("webhooks.refusals.minutes")}
            </summary>
            <ul className="mt-1 grid max-h-60 grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-x-6 gap-y-1 overflow-auto text-sm">
              {minutes.map(({ minute, count }) => (
                <li key={minute} className="flex justify-between gap-3">
                  <Time iso={minute} />
                  <span className="tabular-nums">{count}</span>
                </li>
              ))}
            </ul>
          </details>
        </Notice>
      ))}
    </section>
  );
}
