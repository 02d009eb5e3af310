import type { ReactNode } from "react";

type Props = { label: string; className: string; children: ReactNode };

/** A part of a page that scrolls by itself, named and reachable by keyboard. */
export function ScrollRegion({ label, className, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className={className}>
      {children}
    </section>
  );
}
