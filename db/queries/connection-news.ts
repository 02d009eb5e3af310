import { and, desc, eq, inArray, or, sql } from "drizzle-orm";
import { HOLDING_STATES } from "@/lib/connections/states";
import { connections } from "../schema";
import type { Notice } from "../schema/connections";
import type { Db } from "../types";
import type { ConnectionRow } from "./connections";

export type ChannelKey = {
  tenantId: string;
  connectorId: string | undefined;
  channelId: string | undefined;
};

/** The tenant's connection that a Bird channel belongs to; the connector names it more surely than the channel. */
export async function findConnectionOfChannel(
  db: Db,
  { tenantId, connectorId, channelId }: ChannelKey,
): Promise<{ id: string } | undefined> {
  const isOfConnector = connectorId ? eq(connections.connectorId, connectorId) : sql`false`;
  const isOfChannel = channelId ? eq(connections.channelId, channelId) : sql`false`;
  const [row] = await db
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.tenantId, tenantId), or(isOfConnector, isOfChannel)))
    .orderBy(desc(sql`coalesce(${isOfConnector}, false)`), desc(connections.id))
    .limit(1);
  return row;
}

/** Connections that hold a number of this account, of all tenants; only those with one of the numbers, if any is given. */
export function listHoldingConnections(
  db: Db,
  { wabaId, phoneNumbers }: { wabaId: string; phoneNumbers: string[] | undefined },
): Promise<ConnectionRow[]> {
  return db
    .select()
    .from(connections)
    .where(
      and(
        eq(connections.wabaId, wabaId),
        inArray(connections.state, [...HOLDING_STATES]),
        phoneNumbers && inArray(connections.phoneNumber, phoneNumbers),
      ),
    )
    .orderBy(connections.id);
}

type NewNotice = { connectionIds: string[]; kind: string; notice: Notice; now: Date };

/**
 * Notes on connections what Meta told of one kind, unless a newer one of that kind is there, and has their health
 * read soon, once a minute at most: Meta counts by account, and its news come in swarms. Returns those that were changed. Times are ISO texts in UTC, so their order is that of the texts.
 */
export function storeNotice(
  tx: Db,
  { connectionIds, kind, notice, now }: NewNotice,
): Promise<{ id: string }[]> {
  return tx
    .update(connections)
    .set({
      notices: sql`${connections.notices} || ${JSON.stringify({ [kind]: notice })}::jsonb`,
      healthDueAt: sql`greatest(${now.toISOString()}::timestamptz, ${connections.healthCheckedAt} + interval '1 minute')`,
      version: sql`${connections.version} + 1`,
      updatedAt: now,
    })
    .where(
      and(
        inArray(connections.id, connectionIds),
        inArray(connections.state, [...HOLDING_STATES]),
        sql`coalesce(${connections.notices} -> ${kind}::text ->> 'at', '') <= ${notice.at}`,
      ),
    )
    .returning({ id: connections.id });
}
