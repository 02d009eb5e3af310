import { listOfferedShares } from "@/db/queries/shares";
import {
  listEndingPermissions,
  listLostSignups,
  listNewestTenants,
  listStuckConnections,
} from "@/db/queries/stuck";
import {
  countConnectedByDay,
  countConnectionsNow,
  countFailures,
  countStages,
} from "@/db/queries/tallies";
import type { Db } from "@/db/types";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { getTranslator } from "@/lib/i18n/translator";
import { daysUntil, type Period } from "./period";
import { toFailures, toFunnel, toNow } from "./to-counts";
import { toEndingView, toLostSignupView, toStuckView } from "./to-rows";
import type { OverviewView } from "./view";

const DAYS_DEFAULT = 30;
const STUCK_MAX = 10;
const SIGNUPS_MAX = 20;
const ENDING_MAX = 5;
const SHARES_MAX = 50;
const TENANTS_MAX = 300;
/** A connection that works takes seconds, and minutes where Bird is slow to make a channel. */
const QUIET_MS = 10 * 60_000;
const SIGNUPS_SINCE_MS = 7 * 86_400_000;
const ENDING_MS = 21 * 86_400_000;

/** All tenants at a glance: how many are connected, where they get stuck, who must act. Throws forbidden. */
export async function getOverview(
  ctx: Context<Operator>,
  { days = DAYS_DEFAULT }: Period,
): Promise<OverviewView> {
  requireRole(ctx, "viewer");
  const t = getTranslator("en");
  const now = ctx.now();
  const span = daysUntil(now, days);
  const read = await readOverview(ctx.db, { now, since: span[0] ?? "" });
  const byDay = new Map(read.byDay.map(({ day, amount }) => [day, amount]));
  const seen = { now, mayChange: mayChange(ctx), t };
  return {
    days,
    mayChange: seen.mayChange,
    now: toNow(read.connections),
    funnel: toFunnel(read.stages),
    connectedByDay: span.map((day) => ({ day, count: byDay.get(day) ?? 0 })),
    failures: toFailures(read.failures, t),
    stuck: read.stuck.map((row) => toStuckView(row, seen)),
    ending: read.ending.flatMap((row) => toEndingView(row, now)),
    signups: read.signups.map((row) => toLostSignupView(row, t)),
    shares: read.shares.map(({ id, wabaId, wabaName, ownerBusinessId, sharedAt }) => ({
      id,
      wabaId,
      wabaName,
      ownerBusinessId,
      sharedAt: sharedAt.toISOString(),
    })),
    tenants: read.tenants.toSorted((one, other) => one.name.localeCompare(other.name)),
  };
}

/** Everything that the overview reads; `since` is a day (YYYY-MM-DD, UTC). */
export async function readOverview(db: Db, { now, since }: { now: Date; since: string }) {
  const at = (offsetMs: number) => new Date(now.getTime() + offsetMs);
  const [connections, stages, byDay, failures, stuck, ending, signups, shares, tenants] =
    await Promise.all([
      countConnectionsNow(db),
      countStages(db, since),
      countConnectedByDay(db, since),
      countFailures(db, since),
      listStuckConnections(db, { quietSince: at(-QUIET_MS), limit: STUCK_MAX }),
      listEndingPermissions(db, { until: at(ENDING_MS), limit: ENDING_MAX }),
      listLostSignups(db, { since: at(-SIGNUPS_SINCE_MS), limit: SIGNUPS_MAX }),
      listOfferedShares(db, SHARES_MAX),
      listNewestTenants(db, TENANTS_MAX),
    ]);
  return { connections, stages, byDay, failures, stuck, ending, signups, shares, tenants };
}
