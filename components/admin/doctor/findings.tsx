import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import type { Status } from "@/lib/doctor/check";
import type { Finding } from "@/lib/doctor/to-findings";
import type { Translator } from "@/lib/i18n/translator";
import { StatusIcon } from "./status-icon";

type Props = {
  findings: Finding[];
  /** What can be done at once about a finding, beside its words. */
  leverOf: (finding: Finding) => ReactNode;
  t: Translator;
};

const SECTIONS = ["problem", "warning", "ok", "skipped"] as const satisfies Status[];

/** The report: what to mend with every word, what is fine in one line each. */
export function Findings({ findings, leverOf, t }: Props) {
  return SECTIONS.map((status) => {
    const ones = findings.filter((one) => one.status === status);
    if (ones.length === 0) return null;
    const isGrave = status === "problem" || status === "warning";
    return (
      <section key={status} aria-labelledby={`doctor-${status}`} className="grid grid-cols-1 gap-4">
        <h3 id={`doctor-${status}`} className="font-semibold">
          {t(`doctor.sections.${status}`)}{" "}
          <span className="font-normal text-muted-foreground tabular-nums">{ones.length}</span>
        </h3>
        <ul
          className={
            isGrave
              ? "grid grid-cols-1 gap-4"
              : "grid grid-cols-1 divide-y divide-border rounded-2xl border border-border bg-card"
          }
        >
          {ones.map((finding) => (
            <li key={finding.id} className={isGrave ? FRAMES[status] : "px-5 py-3.5"}>
              {isGrave ? (
                <Grave finding={finding} t={t}>
                  {leverOf(finding)}
                </Grave>
              ) : (
                <Quiet finding={finding} t={t} />
              )}
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

const FRAME = "min-w-0 rounded-2xl border bg-card p-5 shadow-card";
const FRAMES: Record<Status, string> = {
  problem: `${FRAME} border-destructive/45`,
  warning: `${FRAME} border-warning/40`,
  ok: "",
  skipped: "",
};

type OneProps = { finding: Finding; t: Translator };

function Grave({ finding, children, t }: OneProps & { children: ReactNode }) {
  const { title, group, text, mend, why, status } = finding;
  return (
    <div className="flex gap-3">
      <StatusIcon status={status} label={t(`doctor.status.${status}`)} />
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-3">
        <h4 className="font-medium">
          {title}{" "}
          <span className="text-sm font-normal text-muted-foreground">
            {t(`doctor.groups.${group}`)}
          </span>
        </h4>
        <p className="max-w-prose leading-relaxed break-words">{text}</p>
        {mend ? (
          <p className="max-w-prose rounded-lg bg-muted px-4 py-3 leading-relaxed break-words">
            <span className="block text-sm font-medium">{t("doctor.mend")}</span>
            {mend}
          </p>
        ) : null}
        <p className="max-w-prose text-sm leading-relaxed text-muted-foreground">{why}</p>
        {children}
        <Links finding={finding} t={t} />
        <FactList finding={finding} t={t} />
      </div>
    </div>
  );
}

function Quiet({ finding, t }: OneProps) {
  const { title, group, text, mend, status } = finding;
  return (
    <div className="flex gap-3">
      <StatusIcon status={status} label={t(`doctor.status.${status}`)} />
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1 md:grid-cols-[minmax(0,15rem)_minmax(0,1fr)]">
        <h4 className="font-medium">
          {title}{" "}
          <span className="block text-sm font-normal text-muted-foreground">
            {t(`doctor.groups.${group}`)}
          </span>
        </h4>
        <div className="grid gap-1 text-sm leading-relaxed break-words">
          <p>{text}</p>
          {mend ? <p className="text-muted-foreground">{mend}</p> : null}
        </div>
      </div>
    </div>
  );
}

function Links({ finding, t }: OneProps) {
  if (finding.links.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
      {finding.links.map(({ label, href }) => (
        <li key={label}>
          <OutsideLink href={href} label={label} opensNew={t("doctor.opensNew")} />
        </li>
      ))}
    </ul>
  );
}

/** A link to somebody else's page, in a tab of its own, so that the list stays open beside it. */
export function OutsideLink({
  href,
  label,
  opensNew,
}: Record<"href" | "label" | "opensNew", string>) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="inline-flex min-h-9 items-center gap-1.5 text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary"
    >
      {label}
      <ExternalLink aria-hidden className="size-3.5" />
      <span className="sr-only">({opensNew})</span>
    </a>
  );
}

function FactList({ finding, t }: OneProps) {
  if (finding.facts.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="py-1 font-medium text-primary">{t("doctor.facts")}</summary>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 pt-1 font-mono text-xs">
        {finding.facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted-foreground">{name}</dt>
            <dd className="break-words select-all">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
