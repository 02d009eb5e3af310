import { type ConnectionRow, listConnectionsOfTenant } from "@/db/queries/connections";
import type { LinkRow } from "@/db/queries/links";
import { type ListedMember, listMembers, signedInAmong } from "@/db/queries/members";
import { findAnyTenant, listLinksOfTenant } from "@/db/queries/tenant-changes";
import type { TenantRow } from "@/db/queries/tenants";
import { findWorkspaceOfTenant } from "@/db/queries/workspaces";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import { StoredBrand } from "@/lib/brand/brand";
import { getBrand } from "@/lib/brand/get-brand";
import { isDisconnecting } from "@/lib/connections/connection-words";
import type { Context, Operator } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { supportReference } from "@/lib/ids";
import { LIVE_LINK_STATES } from "@/lib/links/states";
import { toInternational } from "@/lib/numbers/phone";
import { workspaceState } from "./list-tenants";
import { versionOf } from "./tenant-fields";

const ROWS_MAX = 20;
const MEMBERS_MAX = 50;
const SETTLING_MS = 8_000;

/** Everything the console shows of one tenant, archived or not. Throws forbidden, not_found. */
export async function getTenantPage(ctx: Context<Operator>, { tenantId }: { tenantId: string }) {
  requireRole(ctx, "viewer");
  const tenant = await findAnyTenant(ctx.db, tenantId);
  if (!tenant) throw notFound("tenant");
  const [connections, links, members, room, portal] = await Promise.all([
    listConnectionsOfTenant(ctx.db, tenantId, ROWS_MAX),
    listLinksOfTenant(ctx.db, tenantId, ROWS_MAX),
    listMembers(ctx.db, tenantId, MEMBERS_MAX),
    findWorkspaceOfTenant(ctx.db, tenantId),
    getBrand(ctx),
  ]);
  const now = ctx.now();
  const userIds = members.map(({ userId }) => userId);
  const signedIn = await signedInAmong(ctx.db, { tenantId, userIds, now });
  const brand = StoredBrand.parse(tenant.brand);
  return {
    id: tenant.id,
    version: versionOf(tenant),
    mayChange: mayChange(ctx) && !tenant.archivedAt,
    mayRestore: mayChange(ctx) && tenant.archivedAt !== null,
    archivedAt: tenant.archivedAt?.toISOString(),
    createdAt: tenant.createdAt.toISOString(),
    name: tenant.name,
    externalId: tenant.externalId ?? "",
    email: tenant.email ?? "",
    locale: tenant.locale,
    metadata: Object.entries(tenant.metadata).map(
      ([key, value]) =>
        [key, typeof value === "string" ? value : (JSON.stringify(value) ?? "")] as const,
    ),
    workspace: toWorkspaceView(ctx, tenant, room?.workspaceId),
    connections: connections.map(toConnectionRow),
    links: links.map((link) => toLinkRow(link, now)),
    members: members.map((member) => toMemberRow(member, signedIn)),
    brand: {
      name: brand.name ?? "",
      color: brand.color ?? "",
      supportEmail: brand.supportEmail ?? "",
    },
    portalBrand: portal,
  };
}
export type TenantPageView = Awaited<ReturnType<typeof getTenantPage>>;

/** `seenId` is the workspace that Perch has seen at Bird. */
function toWorkspaceView(ctx: Context<Operator>, tenant: TenantRow, seenId: string | undefined) {
  const { workspaceFailureCode: code, workspaceFailureDetail: detail } = tenant;
  const isSetUp = tenant.workspaceId !== null && tenant.workspaceId === seenId;
  const state = workspaceState({ ...tenant, isSetUp });
  const now = ctx.now().getTime();
  const isHeld = (tenant.workspaceLeaseUntil?.getTime() ?? 0) > now;
  // What was asked for a moment ago may not have begun yet.
  const isFresh = ctx.bird !== undefined && now - tenant.updatedAt.getTime() < SETTLING_MS;
  const isBusy = isHeld || (isFresh && (state === "given" || state === "none"));
  return {
    id: tenant.workspaceId ?? "",
    state: isBusy ? ("busy" as const) : state,
    isConfigured: ctx.bird !== undefined,
    missing: ctx.env.bird.missing.join(", "),
    failure: code
      ? {
          code,
          hint: getTranslator("en")(`failures.${code}.hint`),
          detail: Object.entries(detail ?? {}).map(
            ([name, value]) => [name, String(value)] as const,
          ),
        }
      : undefined,
  };
}

function toConnectionRow(row: ConnectionRow) {
  return {
    id: row.id,
    phoneNumber: row.phoneNumber ? toInternational(row.phoneNumber) : undefined,
    state: row.state,
    isDisconnecting: isDisconnecting(row),
    supportReference: supportReference(row.id),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A link whose time is over counts as expired before the sweep has said so. */
function toLinkRow(row: LinkRow, now: Date) {
  const isLive = (LIVE_LINK_STATES as readonly string[]).includes(row.state);
  return {
    id: row.id,
    purpose: row.purpose,
    state: isLive && row.expiresAt <= now ? ("expired" as const) : row.state,
    email: row.email ?? undefined,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

function toMemberRow(row: ListedMember, signedIn: Set<string>) {
  const state = signedIn.has(row.userId)
    ? ("signed_in" as const)
    : row.emailVerified || !row.invitedAt
      ? ("known" as const)
      : ("invited" as const);
  return {
    userId: row.userId,
    email: row.email ?? undefined,
    state,
    invitedAt: row.invitedAt?.toISOString(),
    since: row.since.toISOString(),
  };
}
