import { useSyncExternalStore } from "react";
import { Opener } from "@/lib/embed/opener";

let one: Opener | undefined;

/** The ISV's page that opened this window; `isKnown` as soon as it has answered. */
export function useOpener(origins: readonly string[]): {
  opener: Opener | undefined;
  isKnown: boolean;
} {
  if (typeof window !== "undefined") one ??= new Opener(window, origins);
  const isKnown = useSyncExternalStore(one?.subscribe ?? idle, one?.isKnown ?? no, no);
  return { opener: one, isKnown };
}

const no = () => false;
const idle = () => no;
