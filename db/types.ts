import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema";

/** A database handle or a transaction, on `pg` or PGlite alike. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;
