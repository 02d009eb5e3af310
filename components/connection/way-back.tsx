"use client";

import { type ReactNode, useCallback, useEffect, useState } from "react";
import { CloseInstead } from "@/components/embed/close-instead";
import { useOpener } from "@/components/embed/use-opener";
import { tellOutcome } from "@/lib/embed/tell-outcome";
import { AutoReturn, type AutoReturnStrings } from "./auto-return";
import type { Phase } from "./use-live-connection";

export type WayBackProps = {
  phase: Phase;
  connectionId: string;
  back: {
    /** Buttons to the ISV, rendered on the server. */
    connected: ReactNode;
    attention: ReactNode;
    /** Where the customer goes by itself once the number has become connected before their eyes. */
    autoHref: string | undefined;
    autoStrings: AutoReturnStrings;
    /** Whose pages may wait behind this window, and what the button says that closes it. */
    origins: string[];
    closeLabel: string;
  };
};

/** The way back to the ISV when there is one and the journey is over. */
export function WayBack({ phase, connectionId, back }: WayBackProps) {
  const [first] = useState(phase);
  const { opener, isKnown } = useOpener(back.origins);
  const { autoHref, autoStrings } = back;
  const leave = useCallback(() => {
    if (isKnown) window.close();
    else if (autoHref) location.assign(autoHref);
  }, [isKnown, autoHref]);
  const isOver = phase === "connected" || phase === "attention";
  useEffect(() => {
    if (opener && isOver) void tellOutcome(opener, connectionId);
  }, [opener, isOver, connectionId]);
  if (!isOver) return null;
  const isNews = phase === "connected" && first !== phase;
  const canLeave = isKnown || autoHref !== undefined;
  return (
    <>
      <CloseInstead
        origins={back.origins}
        label={back.closeLabel}
        isPrimary={phase === "connected"}
      >
        {back[phase]}
      </CloseInstead>
      {canLeave && isNews ? <AutoReturn strings={autoStrings} onLeave={leave} /> : null}
    </>
  );
}
