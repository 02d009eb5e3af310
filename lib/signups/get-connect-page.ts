import { listConnectionsOfTenant } from "@/db/queries/connections";
import { findLastEnded } from "@/db/queries/signups";
import { toConnectionView } from "@/lib/connections/to-connection-view";
import type { Context, Member } from "@/lib/context";
import { getTranslator } from "@/lib/i18n/translator";
import { supportReference } from "@/lib/ids";
import { listNumbers } from "@/lib/numbers/list-numbers";
import { getTenant } from "@/lib/tenants/get-tenant";
import { toFailureView } from "@/lib/to-failure-view";
import type { ConnectPageView } from "./view";

const FAILURE_SHOWN_MS = 24 * 3_600_000;
const CONNECTIONS_MAX = 20;

/** Everything the connect page shows to a member. Throws not_found when the tenant is gone. */
export async function getConnectPage(ctx: Context<Member>): Promise<ConnectPageView> {
  const { tenantId, linkId, locale } = ctx.actor;
  const t = getTranslator(locale);
  const since = new Date(ctx.now().getTime() - FAILURE_SHOWN_MS);
  const [tenant, numbers, rows, last] = await Promise.all([
    getTenant(ctx, tenantId),
    listNumbers(ctx),
    listConnectionsOfTenant(ctx.db, tenantId, CONNECTIONS_MAX),
    findLastEnded(ctx.db, tenantId, since),
  ]);
  const { settings, missing } = ctx.env.meta;
  const failure = last && !last.connectionId ? toFailureView(last, t) : undefined;
  return {
    isvName: ctx.env.isvName,
    tenantName: tenant.name,
    supportEmail: ctx.env.supportEmail,
    linkId,
    sdk: settings && {
      sdkUrl: settings.sdkUrl,
      appId: settings.appId,
      graphVersion: settings.graphVersion,
      signupOrigins: settings.signupOrigins,
    },
    unavailable: settings ? undefined : t("connect.unavailable", { missing: missing.join(", ") }),
    numbers,
    connections: rows.map((row) => {
      const { id, phoneNumber, heading, summary } = toConnectionView(row, [], t);
      return { id, phoneNumber, heading, summary };
    }),
    lastFailure:
      failure && last ? { ...failure, supportReference: supportReference(last.id) } : undefined,
    isSandbox: ctx.env.sandboxUrl !== undefined,
  };
}
