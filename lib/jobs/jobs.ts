import type { Db } from "@/db/types";
import type { JobData, QueueName } from "./queues";

export type NewJob<Q extends QueueName> = {
  queue: Q;
  /** One job waits per queue and key; putting another moves it to the new time. */
  key: string;
  data: JobData<Q>;
  startAfter?: Date | undefined;
};

/** The queues as verbs see them. */
export type Jobs = {
  /** Puts a job into its queue with the commit of the transaction. */
  put<Q extends QueueName>(tx: Db, job: NewJob<Q>): Promise<void>;
  /**
   * Runs work in this process without being waited for, at once or after a delay; a delayed one of the same name
   * replaces the earlier. A job behind it must be the safety net.
   */
  soon(name: string, work: () => Promise<unknown>, delayMs?: number): void;
};
