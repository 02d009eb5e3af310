import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

type Props = { id: string; title: string; text?: string; children: ReactNode };

/** One subject of a tenant's page. */
export function Section({ id, title, text, children }: Props) {
  return (
    <Card aria-labelledby={id} className="grid min-w-0 content-start gap-5">
      <div className="grid gap-1">
        <h2 id={id} className="text-lg font-semibold tracking-tight">
          {title}
        </h2>
        {text ? (
          <p className="max-w-prose text-sm leading-relaxed text-muted-foreground">{text}</p>
        ) : null}
      </div>
      {children}
    </Card>
  );
}

/** What a card shows to those who may not change it. */
export function Facts({
  rows,
  none,
}: {
  rows: readonly (readonly [string, string])[];
  none: string;
}) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-sm">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="break-words">{value || none}</dd>
        </div>
      ))}
    </dl>
  );
}
