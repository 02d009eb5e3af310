import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import {
  LIVE_LINK_STATES,
  type LinkPurpose,
  type LinkState,
  linkStatesBefore,
} from "@/lib/links/states";
import { connections, links, signups } from "../schema";
import type { Db } from "../types";

export type LinkRow = typeof links.$inferSelect;
type LinkKey = { tenantId: string; linkId: string };

export async function insertLink(db: Db, row: typeof links.$inferInsert): Promise<LinkRow> {
  const [inserted] = await db.insert(links).values(row).returning();
  if (!inserted) throw new Error("insert returned no row");
  return inserted;
}

export async function findLink(
  db: Db,
  { tenantId, linkId }: LinkKey,
): Promise<LinkRow | undefined> {
  const [row] = await db
    .select()
    .from(links)
    .where(and(eq(links.id, linkId), eq(links.tenantId, tenantId)));
  return row;
}

/** A link of any tenant, for operators. */
export async function findLinkAnywhere(db: Db, linkId: string): Promise<LinkRow | undefined> {
  const [row] = await db.select().from(links).where(eq(links.id, linkId));
  return row;
}

/** The same, held until the transaction ends. */
export async function lockLinkAnywhere(tx: Db, linkId: string): Promise<LinkRow | undefined> {
  const [row] = await tx.select().from(links).where(eq(links.id, linkId)).for("update");
  return row;
}

/** The link that a connection's signup came by. */
export async function findLinkOfConnection(
  db: Db,
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
): Promise<LinkRow | undefined> {
  const [row] = await db
    .select({ link: links })
    .from(connections)
    .innerJoin(signups, eq(signups.id, connections.signupId))
    .innerJoin(links, eq(links.id, signups.linkId))
    .where(
      and(
        eq(connections.id, connectionId),
        eq(connections.tenantId, tenantId),
        eq(links.tenantId, tenantId),
      ),
    );
  return row?.link;
}

type LinkMove = LinkKey & { to: Exclude<LinkState, "created">; now: Date };

/** Moves a link and notes the time; undefined when it is not in a state that leads there. */
export async function moveLink(
  db: Db,
  { tenantId, linkId, to, now }: LinkMove,
): Promise<LinkRow | undefined> {
  const time = { [`${to}At`]: now } as Partial<typeof links.$inferInsert>;
  const [row] = await db
    .update(links)
    .set({ state: to, ...time })
    .where(
      and(
        eq(links.id, linkId),
        eq(links.tenantId, tenantId),
        inArray(links.state, linkStatesBefore(to)),
      ),
    )
    .returning();
  return row;
}

/** Revokes the tenant's usable links of one purpose; returns them. */
export async function revokeLiveLinks(
  db: Db,
  { tenantId, purpose, now }: { tenantId: string; purpose: LinkPurpose; now: Date },
): Promise<LinkRow[]> {
  return db
    .update(links)
    .set({ state: "revoked", revokedAt: now })
    .where(
      and(
        eq(links.tenantId, tenantId),
        eq(links.purpose, purpose),
        inArray(links.state, [...LIVE_LINK_STATES]),
      ),
    )
    .returning();
}

type LinkChange = Partial<
  Pick<LinkRow, "email" | "expiresAt" | "successUrl" | "failureUrl" | "metadata">
>;

/** Changes a link that can still be used; undefined when it has ended. */
export async function updateLiveLink(
  tx: Db,
  { tenantId, linkId, now }: LinkKey & { now: Date },
  change: LinkChange,
): Promise<LinkRow | undefined> {
  const [row] = await tx
    .update(links)
    .set(change)
    .where(
      and(
        eq(links.id, linkId),
        eq(links.tenantId, tenantId),
        inArray(links.state, [...LIVE_LINK_STATES]),
        gt(links.expiresAt, now),
      ),
    )
    .returning();
  return row;
}

/** Ends some links whose time is over, the earliest first; how many there were. Each costs an event for every endpoint. */
export async function expireLinks(
  db: Db,
  { now, limit }: { now: Date; limit: number },
): Promise<number> {
  const due = db.$with("due").as(
    db
      .select({ dueId: sql<string>`${links.id}`.as("due_id") })
      .from(links)
      .where(and(inArray(links.state, [...LIVE_LINK_STATES]), lt(links.expiresAt, now)))
      .orderBy(asc(links.expiresAt))
      .limit(limit)
      .for("update", { skipLocked: true }),
  );
  const ended = await db
    .with(due)
    .update(links)
    .set({ state: "expired", expiredAt: now })
    .where(sql`${links.id} in (select due_id from ${due})`)
    .returning({ id: links.id });
  return ended.length;
}

/** Notes that a customer asks for a fresh link, once per request: undefined unless the link's time is over. */
export async function requestFreshLink(
  tx: Db,
  { tenantId, linkId, now }: LinkKey & { now: Date },
): Promise<LinkRow | undefined> {
  const isOver = or(
    eq(links.state, "expired"),
    and(inArray(links.state, [...LIVE_LINK_STATES]), lte(links.expiresAt, now)),
  );
  const [row] = await tx
    .update(links)
    .set({ requestedAt: now })
    .where(
      and(eq(links.id, linkId), eq(links.tenantId, tenantId), isNull(links.requestedAt), isOver),
    )
    .returning();
  return row;
}

/** Settles what the tenant's customer asked for: a new link has been made. */
export async function clearLinkRequests(
  tx: Db,
  { tenantId, purpose }: { tenantId: string; purpose: LinkPurpose },
): Promise<void> {
  await tx
    .update(links)
    .set({ requestedAt: null })
    .where(
      and(eq(links.tenantId, tenantId), eq(links.purpose, purpose), isNotNull(links.requestedAt)),
    );
}

export async function markLinkMailed(
  tx: Db,
  { tenantId, linkId, now }: LinkKey & { now: Date },
): Promise<void> {
  await tx
    .update(links)
    .set({ mailedAt: now })
    .where(and(eq(links.id, linkId), eq(links.tenantId, tenantId)));
}
