import { Check, Circle } from "lucide-react";
import { RowForm } from "@/components/admin/row-form";
import { Time } from "@/components/admin/table";
import type { ChecklistLine } from "@/lib/doctor/to-findings";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import { OutsideLink } from "./findings";

type Props = {
  lines: ChecklistLine[];
  /** Undefined for those who may only look. */
  action: ((before: FormState, form: FormData) => Promise<FormState>) | undefined;
  t: Translator;
};

/** What only a person can see, with who saw it and when. */
export function Checklist({ lines, action, t }: Props) {
  const done = lines.filter(({ tick }) => tick).length;
  return (
    <section aria-labelledby="checklist" className="grid min-w-0 grid-cols-1 gap-4">
      <div className="grid max-w-prose gap-1">
        <h2 id="checklist" className="text-lg font-semibold tracking-tight">
          {t("doctor.checklist.title")}
        </h2>
        <p className="text-sm leading-relaxed text-muted-foreground">
          {t("doctor.checklist.text")}
        </p>
        <p className="text-sm tabular-nums">
          {t("doctor.checklist.progress", { done, all: lines.length })}
        </p>
      </div>
      <ul className="grid grid-cols-1 divide-y divide-border rounded-2xl border border-border bg-card">
        {lines.map((line) => (
          <li
            key={line.item}
            className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-5 py-4"
          >
            <Line line={line} t={t} />
            {action ? (
              <RowForm
                action={action}
                hidden={{ item: line.item, ticked: line.tick ? "false" : "true" }}
                label={t(line.tick ? "doctor.checklist.untick" : "doctor.checklist.tick")}
                ariaLabel={`${t(line.tick ? "doctor.checklist.untick" : "doctor.checklist.tick")}: ${line.title}`}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ line, t }: { line: ChecklistLine; t: Translator }) {
  const { title, text, href, tick } = line;
  const Icon = tick ? Check : Circle;
  return (
    <div className="flex min-w-0 flex-1 basis-64 gap-3">
      <Icon
        aria-hidden
        className={`mt-0.5 size-5 shrink-0 ${tick ? "text-success" : "text-muted-foreground"}`}
      />
      <div className="grid min-w-0 grid-cols-1 gap-1 text-sm leading-relaxed">
        <p className="text-base font-medium break-words">{title}</p>
        <p className="break-words text-muted-foreground">{text}</p>
        <div className="flex flex-wrap items-center gap-x-5">
          <p>
            {tick ? (
              <>
                {t("doctor.checklist.seen", { by: tick.by })} <Time iso={tick.at} />
              </>
            ) : (
              t("doctor.checklist.unseen")
            )}
          </p>
          <OutsideLink
            href={href}
            label={t("doctor.checklist.look")}
            opensNew={t("doctor.opensNew")}
          />
        </div>
      </div>
    </div>
  );
}
