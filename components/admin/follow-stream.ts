type Options = {
  /** Asked at every opening. */
  url: () => string;
  /** Something changed: these rows, or whatever, when it cannot be told. */
  onChanged: (ids: string[] | undefined) => void;
  onState: (state: StreamState) => void;
};
export type StreamState = "on" | "off" | "paused";

const REOPEN_MS = 10_000;

/** Follows the console's stream while the tab can be seen; what may have been missed in between counts as a change. */
export function followStream({ url, onChanged, onState }: Options): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBehind = false;

  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  const open = () => {
    close();
    const opened = new EventSource(url());
    source = opened;
    opened.onopen = () => {
      onState("on");
      if (isBehind) onChanged(undefined);
      isBehind = false;
    };
    opened.addEventListener("view", ({ data }) => {
      const { ids, isGap }: { ids: string[]; isGap: boolean } = JSON.parse(data);
      onChanged(isGap ? undefined : ids);
    });
    opened.onerror = () => {
      isBehind = true;
      onState("off");
      // The browser comes back by itself after a cut, and not after a refusal.
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    };
  };
  const follow = () => {
    if (!document.hidden) return open();
    close();
    isBehind = true;
    onState("paused");
  };
  follow();
  document.addEventListener("visibilitychange", follow);
  return () => {
    document.removeEventListener("visibilitychange", follow);
    close();
  };
}
