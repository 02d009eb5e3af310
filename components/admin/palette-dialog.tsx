"use client";

import { type ReactNode, type Ref, useId } from "react";

type Props = {
  ref: Ref<HTMLDialogElement>;
  title: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
};

/** A native dialog over the console. A press beside it closes it; the browser gives the focus back. */
export function PaletteDialog({ ref, title, closeLabel, onClose, children }: Props) {
  const titleId = useId();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a native dialog by itself
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
      className="mx-auto mt-[10vh] mb-auto max-h-[80vh] w-[min(40rem,calc(100vw-2rem))] overflow-hidden rounded-2xl border border-border bg-card p-0 text-foreground shadow-card backdrop:bg-foreground/25"
    >
      <div className="flex max-h-[80vh] flex-col">
        <div className="flex items-center justify-between gap-4 px-5 pt-3">
          <h2 id={titleId} className="text-sm font-semibold">
            {title}
          </h2>
          <form method="dialog">
            <button
              type="submit"
              className="min-h-11 rounded-lg px-3 text-sm font-medium text-primary hover:bg-muted sm:min-h-9"
            >
              {closeLabel}
            </button>
          </form>
        </div>
        {children}
      </div>
    </dialog>
  );
}
