import { eq } from "drizzle-orm";
import { insertShare } from "@/db/queries/shares";
import { shares, signups, users } from "@/db/schema";
import type { Db } from "@/db/types";
import type { Context, Operator } from "@/lib/context";
import { reportLaunch } from "@/lib/signups/report-launch";
import { started } from "@/lib/signups/testing";
import { BUSINESS, type FakeRoutes, TOKEN } from "@/lib/testing";

/** Meta hands out the token of a portfolio anew. */
export const issued: FakeRoutes = {
  [`POST /${BUSINESS}/system_user_access_tokens`]: { body: { access_token: TOKEN } },
};

/** Ends all launches so long ago that nobody's can be behind a sharing of now. */
export async function forgetLaunches(db: Db): Promise<void> {
  const createdAt = new Date(Date.now() - 3 * 86_400_000);
  const never = { launchedAt: null, eventReceivedAt: null, exchangedAt: null, event: null };
  await db.update(signups).set({ ...never, createdAt, updatedAt: createdAt });
}

/** A launch whose browser went away, the only one of its time, and Meta's word that its account was shared. */
export async function lost(db: Db, routes: Parameters<typeof started>[1] = () => ({})) {
  await forgetLaunches(db);
  const launch = await started(db, (own) => ({ ...issued, ...routes(own) }));
  await reportLaunch(launch.ctx, { signupId: launch.signupId, outcome: "opened" });
  const system: Context = { ...launch.ctx, actor: { kind: "system" } };
  const share = async (sharedAt = new Date()) => {
    const row = { wabaId: launch.waba, ownerBusinessId: BUSINESS, sharedAt, dueAt: sharedAt };
    await insertShare(db, { ...row, source: "webhook" });
  };
  const phoneNumber = `+${launch.display.replace(/\D/g, "")}`;
  return { ...launch, system, share, phoneNumber };
}

export async function shareOf(db: Db, wabaId: string) {
  return (await db.select().from(shares).where(eq(shares.wabaId, wabaId)))[0];
}

export async function signupOf(db: Db, id: string) {
  return (await db.select().from(signups).where(eq(signups.id, id)))[0];
}

/** The same context, with an operator acting. */
export async function operatorOf(
  ctx: Context,
  role: Operator["role"] = "admin",
): Promise<Context<Operator>> {
  const [user] = await ctx.db.insert(users).values({ name: "Olga" }).returning();
  return { ...ctx, actor: { kind: "operator", userId: user?.id ?? "", role, sessionId: "test" } };
}
