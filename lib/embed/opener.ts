import type { SignedOutcome } from "@/lib/links/get-signed-outcome";

export type OpenerEvent = "opened" | "connected" | "failed";

/** Why a link did not open. Nobody is signed in then, so nothing is signed and `query` is empty. */
export type ClosedOutcome = {
  state: "failed";
  code: "link_expired" | "link_revoked" | "link_completed" | "link_unknown";
  query: "";
};

type Wire = Pick<Window, "opener" | "addEventListener" | "removeEventListener">;

/**
 * The page of the ISV that opened this window with `embed.js`. It is written to by its exact origin only: each allowed
 * one until it has answered, and the browser gives a message to none but the one that it is for.
 */
export class Opener {
  #window: Wire;
  #origins: readonly string[];
  #known: string | undefined;
  #watchers = new Set<() => void>();

  constructor(window: Wire, origins: readonly string[]) {
    this.#window = window;
    this.#origins = origins;
  }

  /** Whether a page of an allowed origin has answered. */
  isKnown = (): boolean => this.#known !== undefined;

  /** Whether some page has opened this window, whosever it is. */
  get isThere(): boolean {
    const { opener } = this.#window;
    return Boolean(opener) && opener !== this.#window && this.#origins.length > 0;
  }

  /** Begins with the first watcher and ends with the last. */
  subscribe = (watcher: () => void): (() => void) => {
    if (this.#watchers.size === 0) this.#window.addEventListener("message", this.#hear);
    this.#watchers.add(watcher);
    this.tell("opened");
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.#window.removeEventListener("message", this.#hear);
    };
  };

  tell(event: OpenerEvent, result?: SignedOutcome | ClosedOutcome): void {
    if (!this.isThere) return;
    const opener = this.#window.opener as Window;
    const message = { type: `perch:${event}`, ...(result && { result }) };
    for (const origin of this.#known ? [this.#known] : this.#origins)
      opener.postMessage(message, origin);
  }

  #hear = ({ source, origin, data }: MessageEvent): void => {
    if (source !== this.#window.opener || !this.#origins.includes(origin)) return;
    if ((data as { type?: unknown } | null)?.type !== "perch:hello" || this.#known) return;
    this.#known = origin;
    for (const watcher of this.#watchers) watcher();
  };
}
