import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";
import { DAYS, type Days } from "@/lib/overview/period";

type Props = { days: Days; t: Translator };

/** The time that the counts below look back over; the URL keeps it. */
export function PeriodNav({ days, t }: Props) {
  return (
    <nav aria-label={t("overview.period")}>
      <ul className="flex rounded-lg border border-input/60 bg-card p-0.5">
        {DAYS.map((one) => (
          <li key={one}>
            <a
              href={hrefWith("/admin", { days: one })}
              aria-current={one === days ? "true" : undefined}
              className="inline-flex min-h-11 items-center rounded-md px-3 text-sm font-medium text-muted-foreground transition-colors duration-150 hover:text-foreground aria-[current]:bg-primary-soft aria-[current]:text-foreground sm:min-h-8"
            >
              {t("overview.lastDays", { count: one })}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
