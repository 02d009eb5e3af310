"use client";

import { type ReactNode, useCallback, useState } from "react";
import { AutoReturn, type AutoReturnStrings } from "./auto-return";
import type { Phase } from "./use-live-connection";

export type WayBackProps = {
  phase: Phase;
  back: {
    /** Buttons to the ISV, rendered on the server. */
    connected: ReactNode;
    attention: ReactNode;
    /** Where the customer goes by itself once the number has become connected before their eyes. */
    auto: { href: string; strings: AutoReturnStrings } | undefined;
  };
};

/** The way back to the ISV when there is one and the journey is over. */
export function WayBack({ phase, back }: WayBackProps) {
  const [first] = useState(phase);
  const { auto } = back;
  const leave = useCallback(() => auto && location.assign(auto.href), [auto]);
  if (phase !== "connected" && phase !== "attention") return null;
  const isNews = phase === "connected" && first !== phase;
  return (
    <>
      {back[phase]}
      {auto && isNews ? <AutoReturn strings={auto.strings} onLeave={leave} /> : null}
    </>
  );
}
