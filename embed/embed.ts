/**
 * What Perch tells of a customer's journey; `query` is the same, signed: have your server check it. It is empty where the
 * link itself did not open.
 */
export type Result = {
  state: "connected" | "failed" | "unfinished";
  code?: string;
  linkId?: string;
  connectionId?: string;
  externalId?: string;
  query: string;
};

export type OpenOptions = {
  /** `popup` is the default; where the browser lets none open, the whole page goes instead. */
  mode?: "popup" | "page";
  onOpened?: () => void;
  onConnected?: (result: Result) => void;
  onFailed?: (result: Result) => void;
  /** The window is gone; with the last result, if there was one. */
  onClosed?: (last: Result | undefined) => void;
};

export type Handle = { focus: () => void; close: () => void };

const WIDTH = 600;
const HEIGHT = 780;
const LOOK_EVERY_MS = 300;

// While this file runs, its own element says where Perch is. Nothing else is believed or written to.
const perch = new URL((document.currentScript as HTMLScriptElement).src).origin;
let closeOpened: (() => void) | undefined;

/**
 * Opens the connect flow of a link. Call it in a click, or the browser may not let a window open. Throws an Error for
 * an address that is no link of this Perch.
 */
function openLink(linkUrl: string, options: OpenOptions = {}): Handle | undefined {
  const url = new URL(linkUrl, perch);
  if (url.origin !== perch || !url.pathname.startsWith("/c/"))
    throw new Error(`Perch.open takes a link that begins with ${perch}/c/`);
  closeOpened?.();
  const popup = options.mode === "page" ? null : window.open(url.href, "_blank", features());
  if (popup) return follow(popup, options);
  location.assign(url.href);
  return undefined;
}

function follow(popup: Window, options: OpenOptions): Handle {
  let last: Result | undefined;
  const seen = new Set<string>();
  const hear = ({ origin, source, data }: MessageEvent) => {
    if (origin !== perch || source !== popup || typeof data?.type !== "string") return;
    popup.postMessage({ type: "perch:hello" }, perch);
    const result: Result | undefined = data.result;
    if (data.type === "perch:opened" && isFirst("opened")) options.onOpened?.();
    if (!result) return;
    last = result;
    if (data.type === "perch:connected" && isFirst(`connected ${result.connectionId}`))
      options.onConnected?.(result);
    if (data.type === "perch:failed") options.onFailed?.(result);
  };
  const isFirst = (what: string) => !seen.has(what) && Boolean(seen.add(what));
  const end = () => {
    clearInterval(timer);
    removeEventListener("message", hear);
    if (closeOpened === shut) closeOpened = undefined;
    options.onClosed?.(last);
  };
  const shut = () => {
    popup.close();
    end();
  };
  // A window of another origin tells nobody that it closes.
  const timer = setInterval(() => popup.closed && end(), LOOK_EVERY_MS);
  addEventListener("message", hear);
  closeOpened = shut;
  return { focus: () => popup.focus(), close: () => closeOpened === shut && shut() };
}

function features(): string {
  const width = Math.min(WIDTH, screen.availWidth);
  const height = Math.min(HEIGHT, screen.availHeight);
  const left = Math.max(0, screenX + (outerWidth - width) / 2);
  const top = Math.max(0, screenY + (outerHeight - height) / 2);
  return `popup,width=${width},height=${height},left=${Math.round(left)},top=${Math.round(top)}`;
}

/** `<button data-perch-link="…">` works by itself; what happens are events of that element. */
document.addEventListener("click", (event) => {
  const element = (event.target as Element | null)?.closest?.("[data-perch-link]");
  if (!element || event.defaultPrevented) return;
  event.preventDefault();
  const { perchLink, perchMode } = (element as HTMLElement).dataset;
  const tell = (name: string) => (detail?: Result) =>
    element.dispatchEvent(new CustomEvent(`perch:${name}`, { bubbles: true, detail }));
  openLink(perchLink ?? "", {
    mode: perchMode === "page" ? "page" : "popup",
    onOpened: tell("opened"),
    onConnected: tell("connected"),
    onFailed: tell("failed"),
    onClosed: tell("closed"),
  });
});

(window as unknown as { Perch: { open: typeof openLink } }).Perch = { open: openLink };
