import { Section } from "@/components/admin/tenants/section";
import type { EventPayload } from "@/lib/endpoints/event-schemas";
import type { Translator } from "@/lib/i18n/translator";

/** What is posted, the same at every try; indented for people. */
export function RequestBody({ event, t }: { event: EventPayload; t: Translator }) {
  return (
    <Section id="body" title={t("deliveries.detail.body")} text={t("deliveries.detail.bodyText")}>
      <section
        aria-label={t("deliveries.detail.bodyJson")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-lg bg-muted"
      >
        <pre className="p-3 font-mono text-xs break-words whitespace-pre-wrap">
          {JSON.stringify(event, null, 2)}
        </pre>
      </section>
    </Section>
  );
}
