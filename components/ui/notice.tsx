import { Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  info: { frame: "border-border bg-muted", icon: "text-primary", Icon: Info },
  warning: {
    frame: "border-warning/30 bg-warning-soft",
    icon: "text-warning",
    Icon: TriangleAlert,
  },
};

type Props = { tone?: keyof typeof TONES; title?: string; children: ReactNode };

/** A quiet box beside the main line of a page. */
export function Notice({ tone = "info", title, children }: Props) {
  const { frame, icon, Icon } = TONES[tone];
  return (
    <div className={`flex gap-3 rounded-xl border p-4 ${frame}`}>
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${icon}`} />
      <div className="grid gap-1">
        {title ? <p className="font-medium">{title}</p> : null}
        <div className="text-sm leading-relaxed sm:text-base">{children}</div>
      </div>
    </div>
  );
}
