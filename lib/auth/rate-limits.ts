import { type SQL, sql } from "drizzle-orm";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Db } from "@/db/types";
import { AppError } from "@/lib/errors";
import { digest } from "@/lib/vault/digest";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

const LIMITS = {
  password_email_ip: { points: 5, duration: 15 * MINUTE_SECONDS },
  password_email: { points: 20, duration: HOUR_SECONDS },
  password_ip: { points: 50, duration: HOUR_SECONDS },
  mail_email: { points: 3, duration: 15 * MINUTE_SECONDS },
  mail_ip: { points: 20, duration: HOUR_SECONDS },
  fresh_link_ip: { points: 20, duration: HOUR_SECONDS },
  fresh_link: { points: 5, duration: 24 * HOUR_SECONDS },
  link_ip: { points: 60, duration: 15 * MINUTE_SECONDS },
  api_key: { points: 600, duration: MINUTE_SECONDS },
  api_refused_ip: { points: 300, duration: MINUTE_SECONDS },
} as const;
export type LimitName = keyof typeof LIMITS;

/** Counts one try. Throws AppError too_many_requests with `retryAfterSeconds` when it is one too many. */
export async function consumeLimit(db: Db, name: LimitName, subject: string): Promise<void> {
  try {
    await limiter(db, name).consume(digest(subject));
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new AppError(
      "too_many_requests",
      `Too many tries. Try again in ${Math.ceil(retryAfterSeconds / 60)} min.`,
      { retryAfterSeconds, reason: name },
    );
  }
}

/** How much of a limit is left; `resetSeconds` from now it begins anew. */
export type LimitState = {
  limit: number;
  remaining: number;
  resetSeconds: number;
  isOver: boolean;
};

/** Counts one try and tells how the limit stands, instead of throwing when it is one too many. */
export async function countTry(db: Db, name: LimitName, subject: string): Promise<LimitState> {
  const limit = LIMITS[name].points;
  try {
    const left = await limiter(db, name).consume(digest(subject));
    return { limit, remaining: left.remainingPoints, ...resetOf(left), isOver: false };
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return { limit, remaining: 0, ...resetOf(error), isOver: true };
  }
}

function resetOf({ msBeforeNext }: RateLimiterRes): { resetSeconds: number } {
  return { resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) };
}

/** Forgets every try of this subject. */
export async function resetLimit(db: Db, name: LimitName, subject: string): Promise<void> {
  await limiter(db, name).delete(digest(subject));
}

/** Takes back one try that turned out to be legitimate. */
export async function refundLimit(db: Db, name: LimitName, subject: string): Promise<void> {
  await limiter(db, name).reward(digest(subject), 1);
}

function limiter(db: Db, name: LimitName): RateLimiterPostgres {
  return new RateLimiterPostgres({
    ...LIMITS[name],
    keyPrefix: name,
    tableName: "rate_limits",
    tableCreated: true,
    clearExpiredByTimeout: false,
    storeType: "client",
    storeClient: { query: (query: Query) => runQuery(db, query) },
  });
}

type Query = { text: string; values: (string | number | null)[] };
type Rows = { rows: { points: number; expire: string | number | null }[] };

// The limiter speaks to a `pg` client; drizzle speaks to `pg` and PGlite alike.
async function runQuery(db: Db, { text, values }: Query) {
  const parts = text.split(/\$(\d)/).map((part, index): SQL => {
    return index % 2 === 0 ? sql.raw(part) : sql`${values[Number(part) - 1] ?? null}`;
  });
  const { rows } = (await db.execute(sql.join(parts))) as unknown as Rows;
  return {
    rowCount: rows.length,
    rows: rows.map((row) => ({ ...row, expire: row.expire === null ? null : Number(row.expire) })),
  };
}
