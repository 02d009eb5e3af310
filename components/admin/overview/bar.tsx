type Props = { value: number; max: number; tone?: keyof typeof TONES };

const TONES = { good: "fill-primary", bad: "fill-warning" };

/** A length beside a number that says the same, so that it is nothing to those who hear the page. */
export function Bar({ value, max, tone = "good" }: Props) {
  const percent = max > 0 ? Math.max(value > 0 ? 0.75 : 0, (value / max) * 100) : 0;
  return (
    <svg aria-hidden="true" className="block h-2 w-full overflow-hidden rounded-full">
      <rect width="100%" height="100%" className="fill-muted" />
      <rect width={`${percent.toFixed(2)}%`} height="100%" rx="4" className={TONES[tone]} />
    </svg>
  );
}
