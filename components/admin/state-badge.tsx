const TONES = {
  good: "border-primary/30 bg-primary-soft text-success",
  busy: "border-border bg-muted text-foreground",
  bad: "border-warning/35 bg-warning-soft text-warning",
};
export type Tone = keyof typeof TONES;

/** A state in words, with a colour to find it by. */
export function StateBadge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full border px-2.5 py-0.5 text-xs font-medium whitespace-nowrap ${TONES[tone]}`}
    >
      <span aria-hidden className="size-1.5 rounded-full bg-current" />
      {children}
    </span>
  );
}
