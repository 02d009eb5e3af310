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
  /** Runs work at once in this process, without being waited for. A job behind it must be the safety net. */
  soon(name: string, work: () => Promise<unknown>): void;
};
