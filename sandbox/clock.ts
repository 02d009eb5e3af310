/** Time as the sandbox sees it: it can be moved, set and sped up, and everything that ages reads it. */
export type Clock = {
  now: () => number;
  set: (atMs: number) => void;
  advance: (byMs: number) => void;
  setSpeed: (speed: number) => void;
  speed: () => number;
};

/** A clock that starts at real time and runs at real speed. */
export function createClock(): Clock {
  let realBase = Date.now();
  let base = realBase;
  let speed = 1;
  const now = () => Math.round(base + (Date.now() - realBase) * speed);
  const rebase = (atMs: number) => {
    base = atMs;
    realBase = Date.now();
  };
  return {
    now,
    set: rebase,
    advance: (byMs) => rebase(now() + byMs),
    setSpeed: (next) => {
      rebase(now());
      speed = next;
    },
    speed: () => speed,
  };
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
