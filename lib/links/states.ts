export type LinkPurpose = "connect" | "reconnect";

/** Legal moves of a link. A failed try leaves it usable; the live states are those that still open a session. */
export const LINK_TRANSITIONS = {
  created: ["viewed", "started", "completed", "expired", "revoked"],
  viewed: ["started", "completed", "expired", "revoked"],
  started: ["completed", "failed", "expired", "revoked"],
  failed: ["started", "completed", "expired", "revoked"],
  completed: [],
  // A signup that was begun in time may still end well.
  expired: ["completed"],
  revoked: [],
} as const;

export type LinkState = keyof typeof LINK_TRANSITIONS;
export const LIVE_LINK_STATES = [
  "created",
  "viewed",
  "started",
  "failed",
] as const satisfies LinkState[];

/** The states from which a link may move to `to`. */
export function linkStatesBefore(to: LinkState): LinkState[] {
  const states = Object.keys(LINK_TRANSITIONS) as LinkState[];
  return states.filter((from) => (LINK_TRANSITIONS[from] as readonly LinkState[]).includes(to));
}
