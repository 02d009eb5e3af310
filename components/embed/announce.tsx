"use client";

import { useEffect } from "react";
import type { ClosedOutcome } from "@/lib/embed/opener";
import { useOpener } from "./use-opener";

type Props = {
  origins: string[];
  /** Why there is nothing to do here. */
  closedBy?: ClosedOutcome["code"];
};

/** Lets the page that opened this window know that it is here, or that its link does not open. */
export function Announce({ origins, closedBy }: Props) {
  const { opener } = useOpener(origins);
  useEffect(() => {
    if (closedBy) opener?.tell("failed", { state: "failed", code: closedBy, query: "" });
  }, [opener, closedBy]);
  return null;
}
