import type { ConnectionView } from "./view";

type Follow = {
  initial: ConnectionView;
  onView: (view: ConnectionView) => void;
  onTouch: (isInTouch: boolean) => void;
};

const POLL_MIN_MS = 1_000;
const POLL_MAX_MS = 8_000;
const STREAM_AGAIN_MS = 15_000;

/**
 * Keeps a view fresh: the event stream, and polling behind it while the stream is down. Quiet while the page is
 * hidden, and over when nothing is expected any more. Returns a way to look again and the end of it all.
 */
export function followConnection({ initial, onView, onTouch }: Follow) {
  const url = `/api/connections/${encodeURIComponent(initial.id)}`;
  let current = initial;
  let source: EventSource | undefined;
  let pollTimer: ReturnType<typeof setTimeout> | undefined;
  let streamTimer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const receive = (view: ConnectionView) => {
    onTouch(true);
    if (isOver || view.version < current.version) return;
    const isNews = view.version > current.version;
    current = view;
    if (isNews) onView(view);
    if (view.isResting) rest();
  };
  const rest = () => {
    source?.close();
    clearTimeout(pollTimer);
    clearTimeout(streamTimer);
  };
  const poll = (pauseMs: number) => {
    clearTimeout(pollTimer);
    pollTimer = setTimeout(async () => {
      const before = current.version;
      const view = await read(url);
      if (isOver || document.hidden) return;
      onTouch(view !== undefined);
      if (view) receive(view);
      const next = current.version === before ? Math.min(pauseMs * 2, POLL_MAX_MS) : POLL_MIN_MS;
      if (!current.isResting) poll(next);
    }, pauseMs);
  };
  const stream = () => {
    source?.close();
    clearTimeout(streamTimer);
    source = new EventSource(`${url}/stream`);
    source.addEventListener("open", () => clearTimeout(pollTimer));
    source.addEventListener("view", (event: MessageEvent<string>) => {
      const view = parse(event.data);
      if (view) receive(view);
    });
    source.addEventListener("error", () => {
      poll(POLL_MIN_MS);
      if (source?.readyState === EventSource.CLOSED)
        streamTimer = setTimeout(stream, STREAM_AGAIN_MS);
    });
  };
  const lookAgain = () => {
    if (isOver || document.hidden) return;
    poll(0);
    if (!current.isResting) stream();
  };
  const onVisibility = () => (document.hidden ? rest() : lookAgain());

  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("online", lookAgain);
  if (!current.isResting) stream();
  return {
    /** After an action of the customer: what comes next may differ although the version does not yet. */
    expectChange: () => {
      stream();
      poll(POLL_MIN_MS);
    },
    stop: () => {
      isOver = true;
      rest();
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("online", lookAgain);
    },
  };
}

async function read(url: string): Promise<ConnectionView | undefined> {
  try {
    const response = await fetch(url, { cache: "no-store" });
    return response.ok ? ((await response.json()) as ConnectionView) : undefined;
  } catch {
    return undefined;
  }
}

function parse(data: string): ConnectionView | undefined {
  try {
    return JSON.parse(data) as ConnectionView;
  } catch {
    return undefined;
  }
}
