import type { listConnections } from "@/lib/connections/list-connections";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";

type Counts = Awaited<ReturnType<typeof listConnections>>["counts"];
type Props = {
  counts: Counts;
  path: string;
  params: Record<string, string | undefined>;
  t: Translator;
};

/** How many connections there are by state and by who must act; each count leads to them. */
export function Counts({ counts, path, params, t }: Props) {
  const parties = counts.parties.filter(({ count }) => count > 0);
  const states = [
    { state: undefined, label: t("connections.all"), count: counts.all },
    ...counts.states.map((one) => ({ ...one, label: t(`states.connection.${one.state}`) })),
  ];
  return (
    <div className="grid gap-3">
      <nav aria-label={t("connections.counts")}>
        <ul className="grid grid-cols-2 gap-2 sm:grid-cols-4 xl:grid-cols-7">
          {states.map(({ state, label, count }) => (
            <li key={state ?? "all"}>
              <a
                href={hrefWith(path, { ...params, state })}
                aria-current={params.state === state ? "true" : undefined}
                className="grid h-full content-between gap-1 rounded-xl border border-border bg-card px-4 py-3 transition-colors duration-150 hover:bg-muted aria-[current=true]:border-primary aria-[current=true]:bg-primary-soft"
              >
                <span className="text-sm text-muted-foreground">{label}</span>
                <span className="text-xl font-semibold tabular-nums">{formatted(count)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <span className="text-muted-foreground">{t("connections.partyCounts")}</span>
        {parties.length === 0 ? (
          <span>{t("connections.nobodyActs")}</span>
        ) : (
          <ul className="flex flex-wrap gap-2">
            {parties.map(({ party, count }) => (
              <li key={party}>
                <a
                  href={hrefWith(path, { ...params, party, code: undefined })}
                  aria-current={params.party === party ? "true" : undefined}
                  className="inline-flex min-h-11 items-center gap-2 rounded-full border border-border bg-card px-3 hover:bg-muted aria-[current=true]:border-primary aria-[current=true]:bg-primary-soft sm:min-h-8"
                >
                  {t(`connections.parties.${party}`)}
                  <span className="font-semibold tabular-nums">{formatted(count)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

const formatted = (count: number) => count.toLocaleString("en");
