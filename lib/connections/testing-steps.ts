import { eq } from "drizzle-orm";
import type { ConnectionKey } from "@/db/queries/connection-lease";
import { listSteps, type NewConnection } from "@/db/queries/connections";
import { connections } from "@/db/schema";
import type { Db } from "@/db/types";
import { readConnection } from "@/lib/webhooks/testing";
import type { StepId } from "./states";

/** What a test reads of a connection and its steps, and writes to it past all rules. */
export function getSteps(db: Db, key: ConnectionKey) {
  return {
    read: () => readConnection(db, key.connectionId),
    step: async (id: StepId) => (await listSteps(db, key)).find(({ step }) => step === id),
    write: (change: Partial<NewConnection>) =>
      db.update(connections).set(change).where(eq(connections.id, key.connectionId)),
  };
}
