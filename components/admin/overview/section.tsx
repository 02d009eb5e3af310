import type { ReactNode } from "react";

type Props = { id: string; title: string; text?: ReactNode; children: ReactNode };

/** One titled answer of the overview, on a surface of its own. */
export function Section({ id, title, text, children }: Props) {
  return (
    <section
      aria-labelledby={id}
      className="grid min-w-0 content-start gap-4 rounded-2xl border border-border bg-card p-5 shadow-card sm:p-6"
    >
      <div className="grid gap-1">
        <h2 id={id} className="font-semibold tracking-tight">
          {title}
        </h2>
        {text ? (
          <p className="max-w-prose text-sm leading-relaxed text-muted-foreground">{text}</p>
        ) : null}
      </div>
      {children}
    </section>
  );
}

/** What is said in place of a picture that would show nothing. */
export function Empty({ children }: { children: ReactNode }) {
  return (
    <p className="rounded-xl border border-dashed border-input/60 px-5 py-8 text-center text-sm leading-relaxed text-muted-foreground">
      {children}
    </p>
  );
}
