/** Whom an event turned out to be about. */
export type Match = { tenantId?: string | undefined; connectionId?: string | undefined };

/** What became of an event; `again` is tried once more from then on. A bug throws instead. */
export type Outcome = { result: string; match: Match } & (
  | { state: "processed" | "ignored" | "unmatched" }
  | { state: "again"; notBefore: Date }
);

export const processed = (result: string, match: Match = {}): Outcome => ({
  state: "processed",
  result,
  match,
});

export const ignored = (result: string, match: Match = {}): Outcome => ({
  state: "ignored",
  result,
  match,
});

export const unmatched = (result: string, match: Match = {}): Outcome => ({
  state: "unmatched",
  result,
  match,
});

export const again = (result: string, notBefore: Date, match: Match = {}): Outcome => ({
  state: "again",
  result,
  notBefore,
  match,
});
