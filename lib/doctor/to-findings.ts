import { CHECKLIST, type ChecklistItem, type Tick } from "@/lib/doctor/checklist";
import type { Env } from "@/lib/env";
import type { Translator } from "@/lib/i18n/translator";
import en from "@/messages/en.json";
import type { CheckId, Facts, Group, Status } from "./check";
import type { Report, Result } from "./run-doctor";

export type LabelledLink = { label: string; href: string };
/** One check in words. */
export type Finding = {
  id: CheckId;
  group: Group;
  status: Status;
  title: string;
  text: string;
  /** What to do; undefined when there is nothing to. */
  mend: string | undefined;
  why: string;
  links: LabelledLink[];
  facts: [name: string, value: string][];
};

const ORDER: Status[] = ["problem", "warning", "ok", "skipped"];

/** A report in words, what to mend first; within a status in the order of the checks. */
export function toFindings(report: Report, env: Env, t: Translator): Finding[] {
  return report.results
    .map((result) => toFinding(result, env, t))
    .toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
}

function toFinding(result: Result, env: Env, t: Translator): Finding {
  const { id, group, status, finding, facts } = result;
  const words = en.doctor.checks[id];
  const isOwn = finding in words.findings;
  const values = { ...linkValues(env), ...toValues(facts) };
  const say = speaker(t);
  const part = (name: "text" | "mend") =>
    isOwn
      ? say(`doctor.checks.${id}.findings.${finding}.${name}`, values)
      : say(`doctor.shared.${finding}.${name}`, values);
  const known = isOwn ? words.findings : en.doctor.shared;
  const entry: { mend?: string } | undefined = (known as Record<string, { mend?: string }>)[
    finding
  ];
  return {
    id,
    group,
    status,
    title: t(`doctor.checks.${id}.title`),
    text: part("text"),
    mend: entry?.mend && part("mend"),
    why: t(`doctor.checks.${id}.why`),
    links: Object.keys(words.links).map((name) => ({
      label: say(`doctor.checks.${id}.links.${name}.label`, values),
      href: withoutGap(say(`doctor.checks.${id}.links.${name}.href`, values)),
    })),
    facts: Object.entries(facts).map(([name, value]) => [name, joined(value)]),
  };
}

export type ChecklistLine = {
  item: ChecklistItem;
  title: string;
  text: string;
  href: string;
  tick: Tick | undefined;
};

/** The checklist in words, with what was ticked off. */
export function toChecklist(
  ticks: Partial<Record<ChecklistItem, Tick>>,
  env: Env,
  t: Translator,
): ChecklistLine[] {
  const values = linkValues(env);
  return CHECKLIST.map((item) => ({
    item,
    title: t(`doctor.checklist.items.${item}.title`, values),
    text: t(`doctor.checklist.items.${item}.text`, values),
    href: withoutGap(t(`doctor.checklist.items.${item}.href`, values)),
    tick: ticks[item],
  }));
}

function linkValues({ appUrl, meta }: Env) {
  return { appUrl, host: new URL(appUrl).hostname, appId: meta.settings?.appId ?? "" };
}

/** While no app is configured, the list of apps is where to begin. */
function withoutGap(href: string): string {
  return href.replace(/\/apps\/\/.*$/, "/apps/");
}

function toValues(facts: Facts): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === "number" ? value : joined(value),
    ]),
  );
}

function joined(value: Facts[string]): string {
  if (!Array.isArray(value)) return String(value);
  return value.join(value.some((one) => one.includes(",")) ? "; " : ", ");
}

/** Which words a check needs is known by its tests; the translator's type cannot follow a name made at run time. */
function speaker(t: Translator) {
  return t as unknown as (key: string, values: Record<string, string | number>) => string;
}
