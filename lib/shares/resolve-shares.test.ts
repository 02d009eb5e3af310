import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog, connections, shareScans, shares, signups } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { newId } from "@/lib/ids";
import { receiveSession } from "@/lib/signups/receive-session";
import { started } from "@/lib/signups/testing";
import { BUSINESS, type FakeRoutes, graphError } from "@/lib/testing";
import { assignShare } from "./assign-share";
import { dismissShare } from "./dismiss-share";
import { resolveShares } from "./resolve-shares";
import { scanShares } from "./scan-shares";
import {
  shareOf as findShareOf,
  signupOf as findSignupOf,
  forgetLaunches,
  lost as lostLaunch,
  operatorOf,
} from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const lost = (routes: FakeRoutes = {}) => lostLaunch(fresh.db, () => routes);
const shareOf = (wabaId: string) => findShareOf(fresh.db, wabaId);
const signupOf = (id: string) => findSignupOf(fresh.db, id);

describe("an account that was shared while no signup here ended", () => {
  it("goes to the signup whose event named it, with a token fetched anew", async () => {
    const { ctx, system, signupId, waba, finish, share, graph } = await lost();
    await receiveSession(ctx, { signupId, event: finish() });
    await share();
    await resolveShares(system);
    expect(await shareOf(waba)).toMatchObject({ state: "tied", signupId });
    const signup = await signupOf(signupId);
    expect(signup).toMatchObject({ state: "joined", sealedToken: null });
    const [connection] = await fresh.db
      .select()
      .from(connections)
      .where(eq(connections.id, signup?.connectionId ?? ""));
    expect(connection).toMatchObject({ state: "provisioning", wabaId: waba });
    const asked = graph.calls.find(({ path }) => path.endsWith("/system_user_access_tokens"));
    expect(`${asked?.query}${asked?.form}`).toContain("fetch_only=true");
    const actions = await fresh.db.select().from(auditLog).where(eq(auditLog.subjectId, signupId));
    expect(actions.map(({ action }) => action)).toContain("signup.recovered");
  });

  it("is offered to an operator when it is not certain, who gives it to a tenant", async () => {
    const { system, tenant, waba, share } = await lost();
    await share();
    await resolveShares(system);
    const offered = await shareOf(waba);
    expect(offered).toMatchObject({ state: "offered", tenantId: null });
    const shareId = offered?.id ?? "";
    const viewer = await operatorOf(system, "viewer");
    const input = { shareId, tenantId: tenant.id };
    await expect(assignShare(viewer, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(dismissShare(viewer, { shareId })).rejects.toMatchObject({ code: "forbidden" });
    const admin = await operatorOf(system);
    const unknown = { shareId: newId(), tenantId: tenant.id };
    await expect(assignShare(admin, unknown)).rejects.toMatchObject({ code: "not_found" });
    const { connectionId } = await assignShare(admin, input);
    expect(connectionId).toEqual(expect.any(String));
    await expect(assignShare(admin, input)).rejects.toMatchObject({ code: "conflict" });
    expect(await shareOf(waba)).toMatchObject({ state: "tied", tenantId: tenant.id });
  });

  it("is offered again when its signup is refused, as for a number that another tenant has", async () => {
    const other = await lost();
    const { ctx, system, signupId, waba, display, finish, share } = await lost();
    await fresh.db.insert(connections).values({
      tenantId: other.tenant.id,
      signupId: newId(),
      state: "connected",
      wabaId: other.waba,
      phoneNumberId: other.phone,
      phoneNumber: `+${display.replace(/\D/g, "")}`,
    });
    await receiveSession(ctx, { signupId, event: finish() });
    await share();
    await resolveShares(system);
    expect(await signupOf(signupId)).toMatchObject({
      state: "failed",
      failureCode: "number_taken",
    });
    expect(await shareOf(waba)).toMatchObject({ state: "offered", tenantId: null, signupId: null });
    const admin = await operatorOf(system);
    const again = { shareId: (await shareOf(waba))?.id ?? "", tenantId: ctx.actor.tenantId };
    await expect(assignShare(admin, again)).rejects.toMatchObject({ code: "conflict" });
    expect(await shareOf(waba)).toMatchObject({ state: "offered", tenantId: null });
  });

  it("is left alone once an operator has dismissed it", async () => {
    const { system, waba, share } = await lost();
    await share();
    await resolveShares(system);
    const admin = await operatorOf(system);
    await dismissShare(admin, { shareId: (await shareOf(waba))?.id ?? "" });
    expect(await shareOf(waba)).toMatchObject({ state: "dismissed" });
  });

  it("waits while Meta does not answer, and asks an operator when it refuses", async () => {
    const waiting = await lost({
      [`POST /${BUSINESS}/system_user_access_tokens`]: graphError(2),
    });
    await receiveSession(waiting.ctx, { signupId: waiting.signupId, event: waiting.finish() });
    await waiting.share();
    await resolveShares(waiting.system);
    expect(await shareOf(waiting.waba)).toMatchObject({ state: "found" });
    const refused = await lost({
      [`POST /${BUSINESS}/system_user_access_tokens`]: graphError(200),
    });
    await receiveSession(refused.ctx, { signupId: refused.signupId, event: refused.finish() });
    await refused.share();
    await resolveShares(refused.system);
    expect(await shareOf(refused.waba)).toMatchObject({ state: "offered" });
  });

  it("is never tied by claims to an account that another tenant had, nor by those of a list", async () => {
    const other = await lost();
    const { ctx, system, signupId, waba, finish, share } = await lost();
    await fresh.db.insert(connections).values({
      tenantId: other.tenant.id,
      signupId: newId(),
      state: "disconnected",
      wabaId: waba,
    });
    await receiveSession(ctx, { signupId, event: finish() });
    await share();
    await resolveShares(system);
    expect(await shareOf(waba)).toMatchObject({ state: "offered" });
    expect((await signupOf(signupId))?.sealedToken).toBeNull();
  });

  /** Accounts that Meta lists as shared. */
  const listing = (wabas: () => string[]): FakeRoutes => ({
    "GET /9120736455018273/client_whatsapp_business_accounts": () => ({
      body: {
        data: wabas().map((id) => ({ id, name: "x", owner_business_info: { id: BUSINESS } })),
      },
    }),
  });

  /** The connection of a launch's number, in a state where its customer must reconnect it. */
  async function broken({ tenant, waba, phone, display }: Awaited<ReturnType<typeof lost>>) {
    const [row] = await fresh.db
      .insert(connections)
      .values({
        tenantId: tenant.id,
        signupId: newId(),
        state: "action_required",
        failureCode: "permission_lost",
        wabaId: waba,
        phoneNumberId: phone,
        phoneNumber: `+${display.replace(/\D/g, "")}`,
        grantedAt: new Date(Date.now() - 86_400_000),
        connectedAt: new Date(Date.now() - 86_400_000),
      })
      .returning();
    if (!row) throw new Error("test set-up");
    const { id: reconnectId, phoneNumber: expectedPhoneNumber } = row;
    return { id: row.id, renewal: { reconnectId, expectedPhoneNumber } };
  }
  const connectionOf = async (id: string) =>
    (await fresh.db.select().from(connections).where(eq(connections.id, id)))[0];

  it("renews the connection that holds it still, when its own reconnection got lost", async () => {
    const launch = await lost();
    const { id, renewal } = await broken(launch);
    const ofLaunch = eq(signups.id, launch.signupId);
    await fresh.db.update(signups).set(renewal).where(ofLaunch);
    await launch.share();
    await resolveShares(launch.system);
    expect(await shareOf(launch.waba)).toMatchObject({ state: "tied", signupId: launch.signupId });
    expect(await connectionOf(id)).toMatchObject({ state: "provisioning", failureCode: null });
  });

  it("is never of another tenant than those that hold it, whose launches have time to end first", async () => {
    const holding = await lost();
    const { id, renewal } = await broken(holding);
    await forgetLaunches(fresh.db);
    const other = await started(fresh.db);
    const { expectedPhoneNumber } = renewal;
    const rival = { launchedAt: new Date(), expectedPhoneNumber };
    await fresh.db.update(signups).set(rival).where(eq(signups.id, other.signupId));
    await holding.share();
    await resolveShares(holding.system);
    expect(await shareOf(holding.waba)).toMatchObject({ state: "known", connectionId: id });
    const ofHolder = eq(signups.id, holding.signupId);
    await fresh.db.update(signups).set({ launchedAt: new Date() }).where(ofHolder);
    await fresh.db.delete(shares).where(eq(shares.wabaId, holding.waba));
    await holding.share();
    await resolveShares(holding.system);
    expect(await shareOf(holding.waba)).toMatchObject({ state: "found" });
    const later = { ...holding.system, now: () => new Date(Date.now() + 11 * 60_000) };
    await resolveShares(later);
    expect(await shareOf(holding.waba)).toMatchObject({ state: "offered", tenantId: null });
    expect((await signupOf(other.signupId))?.sealedToken).toBeNull();
  });

  it("is looked for in Meta's list though it is held, once a browser has named it", async () => {
    const waba: string[] = [];
    const launch = await lost(listing(() => waba));
    await broken(launch);
    waba.push(launch.waba);
    await scanShares(launch.system);
    await scanShares(launch.system);
    expect(await shareOf(launch.waba)).toBeUndefined();
    await receiveSession(launch.ctx, { signupId: launch.signupId, event: launch.finish() });
    await scanShares(launch.system);
    expect(await shareOf(launch.waba)).toMatchObject({ state: "found", source: "scan" });
  });

  it("is found in Meta's list when no webhook came; the first list is no news", async () => {
    await fresh.db.delete(shareScans);
    let listed = ["111"];
    const { ctx, system, signupId, waba, finish } = await lost(listing(() => listed));
    await scanShares(system);
    expect(await shareOf("111")).toMatchObject({ state: "known" });
    await receiveSession(ctx, { signupId, event: finish() });
    listed = ["111", waba];
    await scanShares(system);
    expect(await shareOf(waba)).toMatchObject({ state: "offered", source: "scan" });
    expect((await signupOf(signupId))?.connectionId).toBeNull();
    await scanShares(system);
    expect(await fresh.db.$count(shares, eq(shares.wabaId, waba))).toBe(1);
  });

  it("is news as the first account of all, after a list without any", async () => {
    await fresh.db.delete(shares);
    await fresh.db.delete(shareScans);
    let listed: string[] = [];
    const { ctx, system, signupId, waba, finish } = await lost(listing(() => listed));
    await scanShares(system);
    await receiveSession(ctx, { signupId, event: finish() });
    listed = [waba];
    await scanShares(system);
    expect(await shareOf(waba)).toMatchObject({ state: "offered", source: "scan" });
  });
});
