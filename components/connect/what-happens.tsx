import type { Translator } from "@/lib/i18n/translator";

const STEPS = ["choose", "login", "answer", "done"] as const;

/** The four things that are going to happen, in order. */
export function WhatHappens({ t }: { t: Translator }) {
  return (
    <section aria-labelledby="happen" className="grid gap-5">
      <h2 id="happen" className="text-lg font-semibold tracking-tight">
        {t("connect.happen.title")}
      </h2>
      <ol className="grid">
        {STEPS.map((step, index) => (
          <li key={step} className="group relative flex gap-4 pb-6 last:pb-0">
            <span
              aria-hidden
              className="absolute inset-y-0 start-[1.1875rem] w-0.5 bg-border group-last:hidden"
            />
            <span
              aria-hidden
              className="relative grid size-10 shrink-0 place-items-center rounded-full border-2 border-border bg-background font-semibold text-primary tabular-nums"
            >
              {index + 1}
            </span>
            <div className="grid gap-0.5 pt-1.5">
              <p className="font-medium">{t(`connect.happen.${step}.title`)}</p>
              <p className="text-sm leading-relaxed text-muted-foreground">
                {t(`connect.happen.${step}.text`)}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
