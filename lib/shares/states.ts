/**
 * `found`: not looked into yet. `tied`: its signup was certain and went on. `offered`: an operator must say whose it is.
 * `known`: it needed nothing, since a connection has it. `dismissed`: an operator said that it is nobody's here.
 */
export const SHARE_TRANSITIONS = {
  found: ["tied", "offered", "known"],
  offered: ["tied", "known", "dismissed"],
  // What was tied and then refused, as when somebody else holds the number, is asked about again.
  tied: ["offered"],
  known: [],
  dismissed: [],
} as const;

export type ShareState = keyof typeof SHARE_TRANSITIONS;
export type ShareSource = "webhook" | "scan";
