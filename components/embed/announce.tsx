"use client";

import { useOpener } from "./use-opener";

/** Lets the page that opened this window know that it is here. */
export function Announce({ origins }: { origins: string[] }) {
  useOpener(origins);
  return null;
}
