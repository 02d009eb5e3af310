import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";
import type { FailureCount, OverviewView } from "@/lib/overview/view";
import { Bar } from "./bar";
import { count } from "./numbers";
import { Empty, Section } from "./section";

type Props = Pick<OverviewView, "failures" | "days"> & { t: Translator };

/** What is in sight at once; the rest is a click away. */
const SHOWN = 6;

/** Why it fails: by who can mend it, and by reason, most frequent first. */
export function FailureChart({ failures: { total, byParty, ranked }, days, t }: Props) {
  const title = t("overview.reasons.title");
  if (total === 0) {
    return (
      <Section id="failures" title={title}>
        <Empty>{t("overview.reasons.empty")}</Empty>
      </Section>
    );
  }
  const caption = t("overview.reasons.caption", { days });
  const most = ranked[0]?.count ?? 0;
  const rest = ranked.slice(SHOWN);
  return (
    <Section
      id="failures"
      title={title}
      text={t("overview.reasons.summary", { count: total, days })}
    >
      <dl className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
        {byParty.map((one) => (
          <div key={one.party} className="flex items-baseline gap-2">
            <dt className="text-muted-foreground">{t(`overview.parties.${one.party}`)}</dt>
            <dd className="font-semibold tabular-nums">{count(one.count)}</dd>
          </div>
        ))}
      </dl>
      <Reasons rows={ranked.slice(0, SHOWN)} most={most} caption={caption} t={t} />
      {rest.length > 0 ? (
        <details>
          <summary className="min-h-11 content-center text-sm font-medium text-primary sm:min-h-9">
            {t("overview.reasons.more")}
          </summary>
          <Reasons rows={rest} most={most} caption={caption} t={t} />
        </details>
      ) : null}
    </Section>
  );
}

type ReasonsProps = { rows: FailureCount[]; most: number; caption: string; t: Translator };

function Reasons({ rows, most, caption, t }: ReasonsProps) {
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <caption className="sr-only">{caption}</caption>
      <colgroup>
        <col />
        <col className="w-28" />
        <col className="w-16" />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t("overview.reasons.code")}</th>
          <th scope="col">{t("overview.reasons.who")}</th>
          <th scope="col">{t("overview.reasons.count")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ code, party, hint, count: times }) => (
          <tr key={code} title={hint}>
            <th scope="row" className="py-1.5 text-start font-normal">
              <span className="grid gap-1.5">
                <a
                  href={hrefWith("/admin/connections", { code })}
                  aria-label={t("overview.reasons.showOf", { code })}
                  className="min-h-6 truncate font-mono text-xs leading-6 hover:underline"
                >
                  {code}
                </a>
                <Bar value={times} max={most} tone="bad" />
              </span>
            </th>
            <td className="py-1.5 ps-4 align-top text-xs leading-6 text-muted-foreground">
              {t(`overview.parties.${party}`)}
            </td>
            <td className="py-1.5 ps-3 text-end align-top leading-6 tabular-nums">
              {count(times)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
