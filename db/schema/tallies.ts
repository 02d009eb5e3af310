import { bigint, date, index, integer, pgTable, text } from "drizzle-orm/pg-core";

/**
 * Counts that pages read instead of the rows themselves. Triggers add to them in the transaction of every change, by
 * inserting only, so that nobody waits for anybody; the sweep sums them up. A count is the sum of its rows.
 *
 * `connection`: how many connections there are now, by `state:failure_code`; its day is 1970-01-01.
 * `stage`: links and signups that came this far on a day, by stage; the bucket says after how long, see `bucketOf`.
 * `failure`: failures on a day, by code.
 */
export const tallies = pgTable(
  "tallies",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    metric: text().$type<"connection" | "stage" | "failure">().notNull(),
    key: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    bucket: integer().notNull().default(-1),
    amount: integer().notNull(),
  },
  (table) => [index("tallies_metric").on(table.metric, table.day, table.key, table.bucket)],
);
