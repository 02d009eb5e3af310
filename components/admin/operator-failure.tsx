import type { Translator } from "@/lib/i18n/translator";
import type { OperatorFailureView } from "@/lib/overview/view";

type Props = { failure: OperatorFailureView | undefined; t: Translator };

/** What is wrong, what to do about it, and what the provider said. */
export function OperatorFailureCell({ failure, t }: Props) {
  if (!failure) return <Nothing t={t} />;
  const detail = Object.entries(failure.detail);
  return (
    <div className="grid max-w-prose gap-1">
      <code className="font-mono text-xs">{failure.code}</code>
      <p className="leading-relaxed">{failure.hint}</p>
      {detail.length > 0 ? (
        <details>
          <summary className="py-0.5 font-medium text-primary">{t("overview.detail")}</summary>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 pt-1 font-mono text-xs">
            {detail.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-muted-foreground">{name}</dt>
                <dd className="break-words select-all">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </div>
  );
}

/** Nothing to report in this cell. */
export function Nothing({ t }: { t: Translator }) {
  return <span className="text-muted-foreground">{t("overview.none")}</span>;
}
