import { Check, CircleX, type LucideIcon, Minus, TriangleAlert } from "lucide-react";
import type { Status } from "@/lib/doctor/check";

const LOOKS: Record<Status, { Icon: LucideIcon; color: string }> = {
  problem: { Icon: CircleX, color: "text-destructive" },
  warning: { Icon: TriangleAlert, color: "text-warning" },
  ok: { Icon: Check, color: "text-success" },
  skipped: { Icon: Minus, color: "text-muted-foreground" },
};

/** A status by shape and colour, and by its word for those who see neither. */
export function StatusIcon({ status, label }: { status: Status; label: string }) {
  const { Icon, color } = LOOKS[status];
  return (
    <span className={`mt-0.5 shrink-0 ${color}`}>
      <Icon aria-hidden className="size-5" />
      <span className="sr-only">{label}: </span>
    </span>
  );
}
