import type { ReactNode } from "react";

export type Explained = { id: string; name: string; facts: string; text: ReactNode };
type Props = { id: string; title: string; text: string; rows: Explained[] };

/** Codes that answers name, each with a place of its own that links lead to. */
export function Codes({ id, title, text, rows }: Props) {
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <h2 id={id} className="text-xl font-semibold tracking-tight">
        {title}
      </h2>
      <p className="max-w-prose leading-relaxed text-muted-foreground">{text}</p>
      <dl className="divide-y divide-border rounded-2xl border border-border bg-card">
        {rows.map((row) => (
          <div
            key={row.id}
            id={row.id}
            className="grid scroll-mt-4 gap-x-6 gap-y-1 px-5 py-3 target:bg-primary-soft sm:grid-cols-[16rem_1fr]"
          >
            <dt>
              <a
                href={`#${row.id}`}
                className="inline-flex min-h-6 items-center font-mono text-sm break-all text-primary"
              >
                {row.name}
              </a>
              <span className="block text-sm text-muted-foreground">{row.facts}</span>
            </dt>
            <dd className="text-sm leading-relaxed">{row.text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
