import { Cable, Globe, type LucideIcon, UserRound, Webhook } from "lucide-react";
import { actionWords } from "@/components/admin/audit/action-words";
import { buttonClass } from "@/components/ui/button";
import type { ConnectionDetail } from "@/lib/connections/get-connection-for-operator";
import type { TimelineEntry } from "@/lib/connections/timeline";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";
import { DetailList } from "./failure-cell";

const ICONS: Record<TimelineEntry["kind"], LucideIcon> = {
  attempt: Cable,
  webhook: Webhook,
  session: Globe,
  audit: UserRound,
};

type Props = Pick<ConnectionDetail, "timeline" | "isOlderPart"> & { path: string; t: Translator };

/** Everything that happened to a connection, newest first. */
export function Timeline({ timeline, isOlderPart, path, t }: Props) {
  const { entries, older } = timeline;
  return (
    <section aria-labelledby="timeline" className="grid gap-4">
      <div className="grid gap-1">
        <h2 id="timeline" className="text-lg font-semibold tracking-tight">
          {t("connections.timeline.title")}
        </h2>
        <p className="text-sm text-muted-foreground">{t("connections.timeline.text")}</p>
      </div>
      {entries.length === 0 ? (
        <p className="rounded-2xl border border-dashed border-input/60 px-6 py-12 text-center text-muted-foreground">
          {t("connections.timeline.empty")}
        </p>
      ) : (
        <ol className="divide-y divide-border rounded-2xl border border-border bg-card shadow-card">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} t={t} />
          ))}
        </ol>
      )}
      <nav
        aria-label={t("connections.timeline.title")}
        className="flex justify-end gap-3 empty:hidden"
      >
        {isOlderPart ? (
          <a className={buttonClass("secondary", "small")} href={`${path}#timeline`}>
            {t("connections.timeline.newest")}
          </a>
        ) : null}
        {older ? (
          <a
            className={buttonClass("secondary", "small")}
            href={`${hrefWith(path, { after: older })}#timeline`}
          >
            {t("connections.timeline.older")}
          </a>
        ) : null}
      </nav>
    </section>
  );
}

function Entry({ entry, t }: { entry: TimelineEntry; t: Translator }) {
  const Icon = ICONS[entry.kind];
  const hasMore = entry.facts.length > 0 || entry.body !== undefined;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 px-4 py-3 text-sm">
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 ${entry.isBad ? "text-warning" : "text-muted-foreground"}`}
      />
      <div className="grid gap-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
          <p className="min-w-0 break-words">
            <span className="sr-only">{t(`connections.timeline.kinds.${entry.kind}`)}: </span>
            <span className="font-medium">
              {entry.kind === "audit" ? actionWords(entry.title, t) : entry.title}
            </span>
            {entry.actor ? <span className="text-muted-foreground"> · {entry.actor}</span> : null}
          </p>
          <Moment iso={entry.at} />
        </div>
        {entry.result ? (
          <p className={entry.isBad ? "text-warning" : "text-muted-foreground"}>
            {entry.result}
            {entry.failureCode ? (
              <code className="ms-2 font-mono text-xs">{entry.failureCode}</code>
            ) : null}
          </p>
        ) : null}
        {hasMore ? (
          <details>
            <summary className="min-h-6 py-0.5 font-medium text-primary">
              {t("connections.timeline.more")}
            </summary>
            <div className="grid gap-2 pt-1 pb-2">
              {entry.facts.length > 0 ? <DetailList detail={entry.facts} /> : null}
              {entry.body === undefined ? null : (
                <pre className="overflow-x-auto rounded-lg bg-muted p-3 font-mono text-xs">
                  {entry.body}
                </pre>
              )}
            </div>
          </details>
        ) : null}
      </div>
    </li>
  );
}

/** A time to the second, by which what happened is told apart. */
function Moment({ iso }: { iso: string }) {
  const [day, time] = iso.slice(0, 19).split("T");
  return (
    <time dateTime={iso} className="whitespace-nowrap tabular-nums">
      {day} <span className="text-muted-foreground">{time} UTC</span>
    </time>
  );
}
