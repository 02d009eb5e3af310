import { ScrollRegion } from "@/components/ui/scroll-region";
import type { Translator } from "@/lib/i18n/translator";
import type { OverviewView } from "@/lib/overview/view";
import { count } from "./numbers";
import { Empty, Section } from "./section";

type Props = Pick<OverviewView, "connectedByDay" | "days"> & { t: Translator };

/** Heights and widths of the drawing; it is stretched to its place. */
const HEIGHT = 100;
const STEP = 10;
const GAP = 2;

/** How many became connected on each day: a drawing for those who see it, the same in a table for all. */
export function DayChart({ connectedByDay, days, t }: Props) {
  const total = connectedByDay.reduce((sum, day) => sum + day.count, 0);
  const peak = Math.max(...connectedByDay.map((day) => day.count));
  const title = t("overview.connectedByDay.title");
  if (total === 0) {
    return (
      <Section id="connected-by-day" title={title}>
        <Empty>{t("overview.connectedByDay.empty")}</Empty>
      </Section>
    );
  }
  return (
    <Section
      id="connected-by-day"
      title={title}
      text={t("overview.connectedByDay.summary", { count: total, days, peak })}
    >
      <figure className="grid gap-2">
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${connectedByDay.length * STEP} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="block h-36 w-full border-b border-border"
        >
          {connectedByDay.map((day, index) => {
            const height = (day.count / peak) * HEIGHT;
            return (
              <rect
                key={day.day}
                x={index * STEP + GAP / 2}
                y={HEIGHT - height}
                width={STEP - GAP}
                height={height}
                className="fill-primary"
              >
                <title>{`${day.day}: ${count(day.count)}`}</title>
              </rect>
            );
          })}
        </svg>
        <figcaption
          aria-hidden="true"
          className="flex justify-between text-xs text-muted-foreground tabular-nums"
        >
          <span>{connectedByDay[0]?.day}</span>
          <span>{connectedByDay.at(-1)?.day}</span>
        </figcaption>
      </figure>
      <DayTable connectedByDay={connectedByDay} t={t} />
    </Section>
  );
}

function DayTable({ connectedByDay, t }: Pick<Props, "connectedByDay" | "t">) {
  return (
    <details>
      <summary className="min-h-11 content-center text-sm font-medium text-primary sm:min-h-9">
        {t("overview.chartTable")}
      </summary>
      <ScrollRegion label={t("overview.connectedByDay.title")} className="max-h-72 overflow-y-auto">
        <table className="w-full max-w-sm border-collapse text-sm">
          <caption className="sr-only">{t("overview.connectedByDay.title")}</caption>
          <thead className="text-muted-foreground">
            <tr className="border-b border-border">
              <th scope="col" className="py-1.5 text-start font-medium">
                {t("overview.day")}
              </th>
              <th scope="col" className="py-1.5 text-end font-medium">
                {t("overview.connectedByDay.count")}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-border tabular-nums">
            {connectedByDay.toReversed().map((day) => (
              <tr key={day.day}>
                <th scope="row" className="py-1.5 text-start font-normal">
                  {day.day}
                </th>
                <td className="py-1.5 text-end">{count(day.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}
