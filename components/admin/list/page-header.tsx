import type { ReactNode } from "react";

type Props = {
  title: string;
  text?: string | undefined;
  /** Buttons and links that belong to the whole page. */
  actions?: ReactNode;
};

/** The head of a console page. */
export function PageHeader({ title, text, actions }: Props) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="grid max-w-prose gap-1.5">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {text ? <p className="text-sm leading-relaxed text-muted-foreground">{text}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-3">{actions}</div> : null}
    </div>
  );
}
