import type { OperatorFailureView } from "@/lib/connections/operator-words";
import type { Translator } from "@/lib/i18n/translator";

/** What is wrong, what to do about it, and what the provider said. */
export function FailureCell({ failure, t }: { failure: OperatorFailureView; t: Translator }) {
  return (
    <div className="grid max-w-md gap-1">
      <code className="font-mono text-xs">{failure.code}</code>
      <p className="leading-relaxed">{failure.hint}</p>
      {failure.detail.length > 0 ? (
        <details>
          <summary className="py-0.5 font-medium text-primary">{t("connections.detail")}</summary>
          <DetailList detail={failure.detail} />
        </details>
      ) : null}
    </div>
  );
}

/** Names and values as a provider gave them. */
export function DetailList({ detail }: { detail: [name: string, value: string][] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 pt-1 font-mono text-xs">
      {detail.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="break-words select-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
