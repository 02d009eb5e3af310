import { Time } from "@/components/admin/table";
import type { ConnectionDetail } from "@/lib/connections/get-connection-for-operator";
import type { Translator } from "@/lib/i18n/translator";

/** What is known of a connection, each fact ready to be copied. */
export function Facts({ facts, t }: { facts: ConnectionDetail["facts"]; t: Translator }) {
  return (
    <section aria-labelledby="facts" className="grid gap-4">
      <h2 id="facts" className="text-lg font-semibold tracking-tight">
        {t("connections.detailPage.facts")}
      </h2>
      <dl className="grid gap-x-8 gap-y-3 rounded-2xl border border-border bg-card p-5 text-sm shadow-card sm:grid-cols-2 xl:grid-cols-4">
        {facts.map(({ name, label, value, kind }) => (
          <div key={name} className="grid min-w-0 content-start gap-0.5">
            <dt className="text-muted-foreground">{label}</dt>
            <dd className="min-w-0">
              {kind === "time" ? <Time iso={value} /> : null}
              {kind === "id" ? (
                <code className="font-mono text-xs break-all select-all">{value}</code>
              ) : null}
              {kind === "text" ? <span className="break-words">{value}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
