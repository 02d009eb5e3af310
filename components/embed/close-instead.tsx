"use client";

import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { useOpener } from "./use-opener";

type Props = {
  origins: readonly string[];
  label: string;
  isPrimary?: boolean;
  /** The way back where no page of the ISV waits behind this window. */
  children: ReactNode;
};

/** The way back: where the ISV's page waits behind this window, this window closes. */
export function CloseInstead({ origins, label, isPrimary, children }: Props) {
  const { isKnown } = useOpener(origins);
  if (!isKnown) return children;
  return (
    <button
      type="button"
      className={`${buttonClass(isPrimary ? "primary" : "secondary", "normal")} justify-self-start`}
      onClick={() => window.close()}
    >
      {label}
    </button>
  );
}
