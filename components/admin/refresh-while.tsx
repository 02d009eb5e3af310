"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 2_000;
const TIMES_MAX = 20;

/** Reads the page again every two seconds while something is on its way, for less than a minute. */
export function RefreshWhile({ isBusy }: { isBusy: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!isBusy) return;
    let times = 0;
    const timer = setInterval(() => {
      times += 1;
      if (times >= TIMES_MAX) clearInterval(timer);
      if (!document.hidden) router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [isBusy, router]);
  return null;
}
