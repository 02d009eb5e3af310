import { and, inArray, isNull, lt, ne, or, sql } from "drizzle-orm";
import { signups } from "../schema";
import type { Db } from "../types";

type Sharing = {
  wabaId: string;
  /** E.164 of the account's numbers. */
  phoneNumbers: string[];
  /** The tenant that is to get it. */
  tenantId: string;
  /** When a launch that shared it may have been under way. */
  from: Date;
  to: Date;
  /** Since when a signup that names the account, or insists on a number of it, counts at whatever time it was launched. */
  namedSince: Date;
};

/**
 * Whether a signup of another tenant claims a shared account, or could be the one behind it. All that led to no
 * connection count: with a token or without, failed, or never reported as launched, for such are the true owner's too.
 */
export async function hasRival(
  db: Db,
  { wabaId, phoneNumbers, tenantId, from, to, namedSince }: Sharing,
): Promise<boolean> {
  const { launchedAt, eventReceivedAt, exchangedAt, createdAt, eventData } = signups;
  const lastSign = sql`greatest(${launchedAt}, ${eventReceivedAt}, ${exchangedAt}, ${createdAt})`;
  const isAfter = (at: Date) => sql`${lastSign} > ${at.toISOString()}::timestamptz`;
  const isNaming = or(
    sql`${eventData} -> 'wabaIds' @> ${JSON.stringify([wabaId])}::jsonb`,
    inArray(signups.phoneNumber, phoneNumbers),
    inArray(signups.expectedPhoneNumber, phoneNumbers),
  );
  const isNameless = sql`${eventData} #>> '{wabaIds,0}' is null`;
  const [rival] = await db
    .select({ id: signups.id })
    .from(signups)
    .where(
      and(
        isNull(signups.connectionId),
        ne(signups.tenantId, tenantId),
        or(and(isNaming, isAfter(namedSince)), and(isNameless, isAfter(from), lt(createdAt, to))),
      ),
    )
    .limit(1);
  return rival !== undefined;
}
