import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { LinkState } from "@/lib/links/states";
import { apiKeys, links, tenants, users } from "../schema";
import type { Db } from "../types";
import { type Keyset, keysetOf, type Page, toPage } from "./keyset";
import type { LinkRow } from "./links";

export type LinkFilter = {
  state?: LinkState | undefined;
  tenantIds?: string[] | undefined;
  /** Only those whose customer waits for a fresh one. */
  isRequested?: boolean | undefined;
};
export type ListedLink = {
  link: Omit<LinkRow, "secretHash">;
  tenantName: string;
  externalId: string | null;
  makerName: string | null;
  makerEmail: string | null;
  /** The API key that made it, where no person did. */
  keyName: string | null;
};

/** One page of the links of all tenants, newest first; for operators. */
export async function listLinks(
  db: Db,
  { state, tenantIds, isRequested }: LinkFilter,
  keyset: Keyset,
): Promise<Page<ListedLink>> {
  const page = keysetOf(links.id, keyset);
  const rows = await db
    .select({
      link: links,
      tenantName: tenants.name,
      externalId: tenants.externalId,
      makerName: users.name,
      makerEmail: users.email,
      keyName: apiKeys.name,
    })
    .from(links)
    .innerJoin(tenants, eq(tenants.id, links.tenantId))
    .leftJoin(users, eq(users.id, links.createdBy))
    .leftJoin(apiKeys, eq(apiKeys.id, links.createdBy))
    .where(
      and(
        state ? eq(links.state, state) : undefined,
        tenantIds ? inArray(links.tenantId, tenantIds) : undefined,
        isRequested ? isNotNull(links.requestedAt) : undefined,
        page.where,
      ),
    )
    .orderBy(page.orderBy)
    .limit(page.limit);
  return toPage(rows, keyset, ({ link }) => link.id);
}

/** How many customers wait for a fresh link, counted up to a limit. */
export async function countLinkRequests(db: Db, limit: number): Promise<number> {
  const rows = await db
    .select({ id: links.id })
    .from(links)
    .where(isNotNull(links.requestedAt))
    .limit(limit);
  return rows.length;
}
