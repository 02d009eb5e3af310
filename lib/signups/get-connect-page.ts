import { z } from "zod";
import {
  type ConnectionRow,
  findConnection,
  listConnectionsOfTenant,
} from "@/db/queries/connections";
import { findLastEnded } from "@/db/queries/signups";
import { getBrand } from "@/lib/brand/get-brand";
import { connectionWords, isDisconnecting } from "@/lib/connections/connection-words";
import type { Context, Member } from "@/lib/context";
import { getTranslator, type Translator } from "@/lib/i18n/translator";
import { Id, supportReference } from "@/lib/ids";
import { connectionToRenew } from "@/lib/links/connection-to-renew";
import { listNumbers } from "@/lib/numbers/list-numbers";
import { toInternational } from "@/lib/numbers/phone";
import type { NumberListView } from "@/lib/numbers/view";
import { getTenant } from "@/lib/tenants/get-tenant";
import { toFailureView } from "@/lib/to-failure-view";
import type { ConnectPageView, ExistingView } from "./view";

const FAILURE_SHOWN_MS = 24 * 3_600_000;
const CONNECTIONS_MAX = 20;

/** What the address asks for; anything that is no id asks for nothing. */
export const ConnectPageInput = z.object({ reconnect: Id.optional().catch(undefined) });

/** Everything the connect page shows to a member. Throws not_found when the tenant is gone. */
export async function getConnectPage(
  ctx: Context<Member>,
  input: z.infer<typeof ConnectPageInput> = {},
): Promise<ConnectPageView> {
  const { tenantId, linkId, locale } = ctx.actor;
  const t = getTranslator(locale);
  const since = new Date(ctx.now().getTime() - FAILURE_SHOWN_MS);
  const reconnect = await findReconnect(ctx, input.reconnect);
  const [tenant, brand, numbers, rows, last] = await Promise.all([
    getTenant(ctx, tenantId),
    getBrand(ctx, tenantId),
    reconnect ? NO_NUMBERS : listNumbers(ctx),
    listConnectionsOfTenant(ctx.db, tenantId, CONNECTIONS_MAX),
    findLastEnded(ctx.db, tenantId, since),
  ]);
  const { settings, missing } = ctx.env.meta;
  const failure = last && !last.connectionId ? toFailureView(last, t) : undefined;
  return {
    brand,
    isvName: brand.name,
    tenantName: tenant.name,
    supportEmail: brand.supportEmail,
    linkId,
    sdk: settings && {
      sdkUrl: settings.sdkUrl,
      appId: settings.appId,
      graphVersion: settings.graphVersion,
      signupOrigins: settings.signupOrigins,
    },
    unavailable: settings ? undefined : t("connect.unavailable", { missing: missing.join(", ") }),
    numbers,
    connections: rows
      .toSorted((one, other) => rankOf(one) - rankOf(other))
      .map((row) => toExistingView(row, t)),
    reconnect,
    lastFailure:
      failure && last ? { ...failure, supportReference: supportReference(last.id) } : undefined,
    isSandbox: ctx.env.sandboxUrl !== undefined,
  };
}

const NO_NUMBERS: NumberListView = { numbers: [], problem: undefined, pollAfterMs: undefined };

/**
 * The tenant's own connection to renew, as the address or the link of the session says. An id that is unknown, or has
 * no number yet, is ignored.
 */
async function findReconnect(
  ctx: Context<Member>,
  connectionId: string | undefined,
): Promise<ConnectPageView["reconnect"]> {
  const { tenantId, linkId } = ctx.actor;
  const row = connectionId
    ? await findConnection(ctx.db, { tenantId, connectionId })
    : await connectionToRenew(ctx, linkId);
  if (!row?.phoneNumber) return undefined;
  const phoneNumber = toInternational(row.phoneNumber);
  return { id: row.id, phoneNumber, isOnlyChoice: connectionId === undefined };
}

/** What is over comes last. */
function rankOf({ state }: ConnectionRow): number {
  return state === "disconnected" ? 1 : 0;
}

function toExistingView(row: ConnectionRow, t: Translator): ExistingView {
  const stateText = isDisconnecting(row)
    ? t("states.disconnecting")
    : t(`states.connection.${row.state}`);
  return {
    id: row.id,
    phoneNumber: row.phoneNumber ? toInternational(row.phoneNumber) : undefined,
    state: row.state,
    stateText,
    summary: connectionWords(row, t).summary,
  };
}
