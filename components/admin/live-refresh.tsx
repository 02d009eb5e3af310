"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { followStream, type StreamState } from "./follow-stream";

type Props = {
  /** The one connection that the page is about; any change counts without it. */
  connectionId?: string;
  /** When the server began to draw the page, by its clock. */
  drawnAtMs: number;
  strings: Record<StreamState, string>;
};

const PAUSE_MS = 1_000;
const DOTS: Record<StreamState, string> = {
  on: "bg-success",
  off: "bg-warning",
  paused: "bg-muted-foreground",
};

/**
 * Keeps a page of the console up to date: the server renders it anew when a connection changes, once a second at most
 * and never while the tab is hidden or a row shows what is shown only once. What is typed stays; focus goes to the page when its place is gone.
 */
export function LiveRefresh({ connectionId, drawnAtMs, strings }: Props) {
  const router = useRouter();
  const [state, setState] = useState<StreamState>("on");
  const [isRefreshing, startTransition] = useTransition();
  const refreshing = useRef(false);
  const wanted = useRef<() => void>(undefined);
  const focused = useRef<Element>(undefined);
  const drawnAt = useRef(drawnAtMs);

  useEffect(() => {
    drawnAt.current = drawnAtMs;
  }, [drawnAtMs]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastAt = 0;
    const refresh = () => {
      timer = undefined;
      if (document.querySelector("[data-shown-once]")) return;
      lastAt = Date.now();
      focused.current = document.activeElement ?? undefined;
      startTransition(() => router.refresh());
    };
    const want = () => {
      if (timer) return;
      if (refreshing.current) wanted.current = want;
      else timer = setTimeout(refresh, Math.max(0, lastAt + PAUSE_MS - Date.now()));
    };
    const stop = followStream({
      url: () => `/admin/stream?since=${drawnAt.current}`,
      onState: setState,
      onChanged: (ids) => {
        if (!connectionId || !ids || ids.includes(connectionId)) want();
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [router, connectionId]);

  useEffect(() => {
    refreshing.current = isRefreshing;
    if (isRefreshing) return;
    const { current: before } = focused;
    focused.current = undefined;
    if (before && !before.isConnected && document.activeElement === document.body)
      document.getElementById("content")?.focus({ preventScroll: true });
    const again = wanted.current;
    wanted.current = undefined;
    again?.();
  }, [isRefreshing]);

  return (
    <span className="inline-flex items-center gap-2 text-sm text-muted-foreground">
      <span
        aria-hidden
        className={`size-2 rounded-full ${DOTS[state]} ${state === "on" ? "motion-safe:animate-pulse" : ""}`}
      />
      {strings[state]}
    </span>
  );
}
