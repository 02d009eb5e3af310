"use client";

import { useEffect, useState } from "react";
import { buttonClass } from "@/components/ui/button";

export type AutoReturnStrings = { text: string; stay: string };
type Props = { strings: AutoReturnStrings; onLeave: () => void };

const PATIENCE_SECONDS = 10;

/**
 * Takes the customer back by itself after a moment in which nothing is done on the page and the page is seen. Any touch
 * of it, or its button, keeps them here.
 */
export function AutoReturn({ strings, onLeave }: Props) {
  const [left, setLeft] = useState<number | undefined>(PATIENCE_SECONDS);
  useEffect(() => {
    const stay = () => setLeft(undefined);
    const touches = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
    for (const name of touches) addEventListener(name, stay, { passive: true });
    const timer = setInterval(() => {
      if (!document.hidden) setLeft((seconds) => seconds && seconds - 1);
    }, 1_000);
    return () => {
      clearInterval(timer);
      for (const name of touches) removeEventListener(name, stay);
    };
  }, []);
  useEffect(() => {
    if (left === 0) onLeave();
  }, [left, onLeave]);
  if (left === undefined) return null;
  const shown = Math.max(left, 0);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted-foreground">
      <p>
        <span role="status" className="sr-only">
          {strings.text.replace("{seconds}", String(PATIENCE_SECONDS))}
        </span>
        <span aria-hidden className="tabular-nums">
          {strings.text.replace("{seconds}", String(shown))}
        </span>
      </p>
      <button
        type="button"
        className={buttonClass("quiet", "small")}
        onClick={() => setLeft(undefined)}
      >
        {strings.stay}
      </button>
    </div>
  );
}
