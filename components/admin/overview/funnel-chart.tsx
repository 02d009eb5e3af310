import { ScrollRegion } from "@/components/ui/scroll-region";
import type { Translator } from "@/lib/i18n/translator";
import type { OverviewView } from "@/lib/overview/view";
import { Bar } from "./bar";
import { durationWords } from "./duration";
import { count, percent } from "./numbers";
import { Empty, Section } from "./section";

type Props = Pick<OverviewView, "funnel" | "days"> & { t: Translator };

/** How far customers come, and how long each stage takes them. The table is the picture. */
export function FunnelChart({ funnel: { stages, loss }, days, t }: Props) {
  const most = Math.max(...stages.map((one) => one.count));
  const named = (stage: (typeof stages)[number]["stage"]) => t(`funnel.stages.${stage}`);
  const text = loss
    ? t("funnel.loss", { ...loss, from: named(loss.from), to: named(loss.to) })
    : undefined;
  if (most === 0) {
    return (
      <Section id="funnel" title={t("funnel.title")}>
        <Empty>{t("funnel.empty")}</Empty>
      </Section>
    );
  }
  const number = "py-2 ps-3 text-end whitespace-nowrap tabular-nums";
  return (
    <Section id="funnel" title={t("funnel.title")} text={text}>
      <ScrollRegion label={t("funnel.caption", { days })} className="overflow-x-auto">
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">{t("funnel.caption", { days })}</caption>
          <thead className="text-muted-foreground">
            <tr className="border-b border-border">
              <th scope="col" className="py-2 text-start font-medium">
                {t("funnel.stage")}
              </th>
              <th scope="col" className="py-2 ps-3 text-end font-medium">
                {t("funnel.count")}
              </th>
              <th scope="col" className="py-2 ps-3 text-end font-medium">
                {t("funnel.share")}
              </th>
              <th scope="col" className="py-2 ps-3 text-end font-medium">
                {t("funnel.median")}
              </th>
              <th scope="col" className="py-2 ps-3 text-end font-medium">
                {t("funnel.p90")}
              </th>
            </tr>
          </thead>
          <tbody>
            {stages.map((one) => (
              <tr key={one.stage} className={one.stage === loss?.to ? "text-warning" : undefined}>
                <th scope="row" className="w-2/5 min-w-40 py-2 text-start font-medium">
                  <span className="grid gap-1.5">
                    {named(one.stage)}
                    <Bar
                      value={one.count}
                      max={most}
                      tone={one.stage === loss?.to ? "bad" : "good"}
                    />
                  </span>
                </th>
                <td className={number}>{count(one.count)}</td>
                <td className={number}>
                  {one.shareOfBefore === undefined
                    ? t("overview.none")
                    : percent(one.shareOfBefore)}
                </td>
                <td className={number}>{durationWords(timeOf(one, "medianMs"), t)}</td>
                <td className={number}>{durationWords(timeOf(one, "p90Ms"), t)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="text-sm leading-relaxed text-muted-foreground">{t("funnel.note")}</p>
    </Section>
  );
}

/** The first stage has none before it that it could take time since. */
function timeOf(one: Props["funnel"]["stages"][number], name: "medianMs" | "p90Ms") {
  return one.stage === "created" ? undefined : one[name];
}
