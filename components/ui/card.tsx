import type { ComponentProps } from "react";

/** A raised surface for the one thing a page is about. */
export function Card({ className = "", ...rest }: ComponentProps<"section">) {
  return (
    <section
      className={`rounded-2xl border border-border bg-card p-5 shadow-card sm:p-7 ${className}`}
      {...rest}
    />
  );
}
