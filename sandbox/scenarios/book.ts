import { HAPPY, type Scenario } from "./options.ts";

/** Which scenario the next popups get: a standing one, and one for a counted number of launches. */
export type ScenarioBook = {
  standing: { id: string; scenario: Scenario };
  next: { id: string; scenario: Scenario; left: number } | undefined;
};

export function createScenarioBook(): ScenarioBook {
  return { standing: { id: "happy", scenario: HAPPY }, next: undefined };
}

/** Sets the scenario of the next `times` launches, or of all when `times` is absent. */
export function chooseScenario(
  book: ScenarioBook,
  choice: { id: string; scenario: Scenario; times: number | undefined },
): void {
  const { id, scenario, times } = choice;
  book.next = times === undefined ? undefined : { id, scenario, left: times };
  if (times === undefined) book.standing = { id, scenario };
}

/** The scenario of a launch that happens now. */
export function takeScenario(book: ScenarioBook): Scenario {
  const { next } = book;
  if (!next) return book.standing.scenario;
  next.left -= 1;
  if (next.left <= 0) book.next = undefined;
  return next.scenario;
}
