import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storeNotice } from "@/db/queries/connection-news";
import { listSteps } from "@/db/queries/connections";
import { auditLog } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Operator } from "@/lib/context";
import { getTranslator } from "@/lib/i18n/translator";
import { newId } from "@/lib/ids";
import { type FakeAnswer, graphError } from "@/lib/testing";
import { checkDueHealth } from "../check-due-health";
import { listConnections } from "../list-connections";
import { provenConnection } from "../testing";
import { toConnectionView } from "../to-connection-view";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const t = getTranslator("en");

/** A connected number whose health is read again, of which Meta says what `meta.phone` is by then. */
async function connected() {
  const meta: { phone: FakeAnswer | (() => Promise<FakeAnswer>) } = {
    phone: { body: { id: "1", status: "CONNECTED" } },
  };
  const all = await provenConnection(fresh.db, {
    meta: {
      "GET /:phone": () => (typeof meta.phone === "function" ? meta.phone() : meta.phone),
      "GET /debug_token": { body: { data: { is_valid: true, app_id: "1", expires_at: 0 } } },
    },
  });
  await all.advance();
  const { connectorId, channelId } = await all.read();
  const [made = ""] = Object.keys(all.birdRoutes).filter((name) =>
    /^POST .*connectors$/.test(name),
  );
  const room = made.replace("POST ", "").replace("/connectors", "");
  const readAgain = async (afterMs = 2 * DAY_MS) => {
    all.clock.now += afterMs;
    await checkDueHealth(all.ctx);
  };
  const view = async () => {
    const row = await all.read();
    return toConnectionView(row, await listSteps(fresh.db, all.key), t, all.ctx.now());
  };
  const audited = async () => {
    const isOwn = eq(auditLog.subjectId, all.key.connectionId);
    return fresh.db.select().from(auditLog).where(isOwn).orderBy(auditLog.id);
  };
  const routes = { channel: `GET ${room}/channels/${channelId}`, connectorId };
  return { ...all, meta, routes, readAgain, view, audited };
}

describe("reading a connected number's health", () => {
  it("tells customer and operator since when Meta does not show it, until it does again", async () => {
    const { ctx, meta, read, readAgain, view, clock, key } = await connected();
    meta.phone = graphError(100, 33, "Unsupported get request. Object with ID '1' does not exist");
    await readAgain();
    const since = new Date(clock.now).toISOString();
    await readAgain(31 * MINUTE_MS);
    const row = await read();
    expect(row).toMatchObject({ state: "connected", health: { accessUnclearSince: since } });
    expect(JSON.stringify(row.health)).not.toMatch(/Graph|GET/);
    const { notices, canReconnect } = await view();
    expect(canReconnect).toBe(true);
    expect(notices).toMatchObject([{ id: "access_unclear", isReconnect: true }]);
    const actor: Operator = { kind: "operator", userId: newId(), role: "admin", sessionId: "test" };
    const { rows } = await listConnections({ ...ctx, actor }, { tenant: key.tenantId });
    const shown = rows.find(({ id }) => id === key.connectionId);
    expect(shown?.warning).toMatch(/^Since November 24, 2026 Graph refuses/);
    meta.phone = { body: { id: "1", status: "CONNECTED" } };
    await readAgain(31 * MINUTE_MS);
    expect((await view()).notices).toEqual([]);
  });

  it("shows nothing of another refusal but what Meta wrote for people", async () => {
    const { meta, routes, birdRoutes, read, readAgain, view } = await connected();
    const before = (await read()).health;
    birdRoutes[routes.channel] = { status: 400, body: { code: "Bad", message: "no" } };
    await readAgain();
    expect(await read()).toMatchObject({ state: "connected", health: before });
    delete birdRoutes[routes.channel];
    meta.phone = graphError(131_009);
    await readAgain();
    expect(await read()).toMatchObject({ state: "connected", health: before });
    const error = { code: 131_009, message: "(#131009)", error_user_msg: "Please wait a day." };
    meta.phone = { status: 400, body: { error } };
    await readAgain();
    expect((await view()).notices).toMatchObject([{ id: "problem", text: "Please wait a day." }]);
  });

  it.each([401, 403])(
    "stops at a Bird that answers %s, and goes on when it is mended",
    async (status) => {
      const { routes, birdRoutes, read, readAgain, advance, clock } = await connected();
      birdRoutes[routes.channel] = { status, body: {} };
      await readAgain();
      expect(await read()).toMatchObject({
        state: "action_required",
        failureCode: "bird_credentials_invalid",
        failureDetail: { source: "bird", status },
      });
      delete birdRoutes[routes.channel];
      clock.now += 30 * MINUTE_MS;
      await advance();
      expect(await read()).toMatchObject({ state: "connected", failureCode: null });
    },
  );

  it.each([
    [460, "permission_lost"],
    [463, "permission_expired"],
  ])("dates and audits a token that Graph calls dead: %s", async (subcode, failureCode) => {
    const { meta, read, readAgain, view, audited } = await connected();
    meta.phone = graphError(190, subcode);
    await readAgain();
    expect(await read()).toMatchObject({
      state: "action_required",
      failureCode,
      sealedToken: null,
    });
    const rows = await audited();
    expect(rows.map(({ action }) => action).slice(-2)).toEqual([
      "connection.action_required",
      "connection.access_lost",
    ]);
    expect(rows.at(-1)?.detail).toEqual({ failureCode, at: "2026-11-24T10:00:01.000Z" });
    expect((await view()).failure?.sentence).toMatch(/^Since November 24, 2026 Meta tells us/);
  });

  it("reads again what was told while it was read, and dates itself by its beginning", async () => {
    const { ctx, meta, read, readAgain, clock, key } = await connected();
    const connectionIds = [key.connectionId];
    meta.phone = async () => {
      clock.now += 2_000;
      const notice = { at: ctx.now().toISOString(), decision: "REJECTED" };
      await storeNotice(fresh.db, { connectionIds, kind: "name", notice, now: ctx.now() });
      clock.now += 3_000;
      return { body: { id: "1", status: "CONNECTED" } };
    };
    await readAgain();
    const { healthCheckedAt, healthDueAt } = await read();
    expect(healthCheckedAt?.getTime()).toBe(clock.now - 5_000);
    expect(healthDueAt?.getTime()).toBe(clock.now - 3_000);
  });

  it("is read once a minute at most, however many news there are", async () => {
    const { ctx, read, readAgain, clock, key } = await connected();
    await readAgain();
    const readAt = clock.now;
    const tell = async () => {
      const notice = { at: ctx.now().toISOString() };
      const connectionIds = [key.connectionId];
      await storeNotice(fresh.db, { connectionIds, kind: "quality", notice, now: ctx.now() });
      return (await read()).healthDueAt?.getTime();
    };
    clock.now += 10_000;
    expect(await tell()).toBe(readAt + MINUTE_MS);
    clock.now += 10_000;
    expect(await tell()).toBe(readAt + MINUTE_MS);
    clock.now += 2 * MINUTE_MS;
    expect(await tell()).toBe(clock.now);
  });
});
