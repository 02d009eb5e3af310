import { notify } from "@/db/listen";
import type { Db } from "@/db/types";

/** The channel on which changes of links and signups are announced, with the commit that makes them. */
export const JOURNEY_CHANGED = "journey_changed";

/** Wakes the console's lists: something about a customer's way has changed that no connection tells. Names no row. */
export async function announceJourney(tx: Db): Promise<void> {
  await notify(tx, JOURNEY_CHANGED, "");
}
