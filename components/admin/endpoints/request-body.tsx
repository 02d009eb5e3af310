import { Section } from "@/components/admin/tenants/section";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { EventPayload } from "@/lib/endpoints/event-schemas";
import type { Translator } from "@/lib/i18n/translator";

/** What is posted, the same at every try; indented for people. */
export function RequestBody({ event, t }: { event: EventPayload; t: Translator }) {
  return (
    <Section id="body" title={t("deliveries.detail.body")} text={t("deliveries.detail.bodyText")}>
      <ScrollRegion
        label={t("deliveries.detail.bodyJson")}
        className="max-h-96 overflow-auto rounded-lg bg-muted"
      >
        <pre className="p-3 font-mono text-xs break-words whitespace-pre-wrap">
          {JSON.stringify(event, null, 2)}
        </pre>
      </ScrollRegion>
    </Section>
  );
}
