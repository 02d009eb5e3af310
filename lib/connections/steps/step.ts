import type { ConnectionRow, NewConnection, StepRow } from "@/db/queries/connections";
import type { BirdClient } from "@/lib/bird/client";
import type { Context } from "@/lib/context";
import type { FailureCode, FailureDetail } from "@/lib/failures";
import type { MetaClient } from "@/lib/meta/client";

export type ConnectionChange = Partial<
  Omit<NewConnection, "id" | "tenantId" | "state" | "version" | "leaseId" | "leaseUntil">
>;

/** How an attempt at a step ended. `change` is written to the connection in the same transaction. */
export type Outcome = {
  change?: ConnectionChange;
  /** What Bird told of this workspace before we knew what it was about may now be understood. */
  heldIn?: string;
} & (
  | { kind: "done" }
  | { kind: "skipped" }
  /** Nothing is wrong; look again then. */
  | { kind: "wait"; until: Date }
  /** Failed for now; tried again with growing pauses, as often as the code allows. */
  | {
      kind: "retry";
      code: FailureCode;
      detail?: FailureDetail | undefined;
      retryAfterMs?: number | undefined;
    }
  /** Somebody must act; with `retryAt` it goes on by itself then. */
  | {
      kind: "blocked";
      code: FailureCode;
      detail?: FailureDetail | undefined;
      retryAt?: Date | undefined;
    }
);

/** What a step stands on. */
export type StepInput = {
  ctx: Context;
  connection: ConnectionRow;
  /** The row of this step, as it was before this attempt. */
  row: StepRow | undefined;
  meta: MetaClient;
  bird: BirdClient;
  /** Opens the sealed token. Throws once it was wiped. */
  token: () => Promise<string>;
  /** Writes to the connection at once, before something that cannot be undone. Throws LeaseLostError. */
  save: (change: ConnectionChange) => Promise<void>;
  /** Call right before what must not happen twice. Throws LeaseLostError when another process has taken over. */
  keepLease: () => Promise<void>;
};

export type Step = (input: StepInput) => Promise<Outcome>;

/** Another process moves this connection now; what this one still knows does not count. */
export class LeaseLostError extends Error {
  override name = "LeaseLostError";
}
