import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { updateConnection } from "@/db/queries/connections";
import { moveLink } from "@/db/queries/links";
import { insertPurchase } from "@/db/queries/number-purchases";
import { insertSignup } from "@/db/queries/signups";
import { connections, endpoints, links, numberPurchases, tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { newId } from "@/lib/ids";
import { createLink } from "@/lib/links/create-link";
import { connectionOf, readConnection } from "@/lib/webhooks/testing";
import { deliveriesTo, endpointAt, eventsOfTenant, isvWith, noEndpoints } from "./testing";
import { toPayload } from "./to-payload";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());
afterEach(() => noEndpoints(fresh.db));

const URL = "http://127.0.0.1:9/";

/** A tenant whose connection came by a link. */
async function linked() {
  const made = await isvWith(fresh.db);
  const { admin, tenant } = made;
  const tenantId = tenant.id;
  await fresh.db
    .update(tenants)
    .set({ externalId: `crm-${tenantId}`, metadata: { plan: "gold" } })
    .where(eq(tenants.id, tenantId));
  const link = await createLink(admin, { tenantId });
  await fresh.db
    .update(links)
    .set({ metadata: { cart: "7" } })
    .where(eq(links.id, link.id));
  const signup = await insertSignup(fresh.db, { tenantId, linkId: link.id });
  return { ...made, tenantId, link, signup };
}

describe("events", () => {
  it("tell of every move of a link, and of nothing else that changes in it", async () => {
    const { tenantId, link } = await linked();
    const move = { tenantId, linkId: link.id, now: new Date() };
    for (const to of ["viewed", "started", "failed", "started", "completed"] as const)
      await moveLink(fresh.db, { ...move, to });
    await fresh.db.update(links).set({ state: "completed" }).where(eq(links.id, link.id));
    await fresh.db.update(links).set({ mailedAt: new Date() }).where(eq(links.id, link.id));
    const rows = await eventsOfTenant(fresh.db, tenantId);
    expect(rows.map(({ type }) => type)).toEqual([
      "link.viewed",
      "link.started",
      "link.failed",
      "link.started",
      "link.completed",
    ]);
    expect(rows.at(-1)).toMatchObject({
      linkId: link.id,
      sequence: null,
      data: { link: { id: link.id, state: "completed", previousState: "started" } },
    });
    expect(new Date(rows[0]?.createdAt ?? 0).getTime()).toBeLessThanOrEqual(Date.now());
  });

  it("of a link that has done its work name the connection that came of it", async () => {
    const { ctx, tenantId, link, signup } = await linked();
    const made = await connectionOf(ctx, tenantId, { state: "pending", signupId: signup.id });
    const move = { tenantId, linkId: link.id, now: new Date() };
    await moveLink(fresh.db, { ...move, to: "completed" });
    const rows = await eventsOfTenant(fresh.db, tenantId);
    expect(rows.map(({ type, connectionId }) => [type, connectionId])).toEqual([
      ["connection.updated", made.id],
      ["link.completed", made.id],
    ]);
    expect(rows.map(toPayload).at(-1)?.data).toMatchObject({ connection: { id: made.id } });
  });

  it("tell of a link that is revoked by the next one, and of one whose time is over", async () => {
    const { admin, tenantId, link } = await linked();
    const next = await createLink(admin, { tenantId });
    await moveLink(fresh.db, { tenantId, linkId: next.id, to: "expired", now: new Date() });
    expect(await eventsOfTenant(fresh.db, tenantId)).toMatchObject([
      { type: "link.revoked", linkId: link.id },
      { type: "link.expired", linkId: next.id },
    ]);
  });

  it("count the changes of a connection from 1 without a gap, in the order of their ids", async () => {
    const { ctx, tenantId, link, signup } = await linked();
    const made = await connectionOf(ctx, tenantId, {
      ...{ state: "action_required", failureCode: "number_choice_required", signupId: signup.id },
    });
    const steps = [
      { state: "provisioning", failureCode: null },
      { updatedAt: new Date() },
      { state: "provisioning", channelId: "ch-1" },
      { failureCode: "channel_late" },
      { state: "connected", failureCode: null },
      { state: "disconnected" },
    ] as const;
    for (const change of steps) {
      const before = await readConnection(fresh.db, made.id);
      expect(await updateConnection(fresh.db, before, change)).toBeDefined();
    }
    const rows = await eventsOfTenant(fresh.db, tenantId);
    expect(rows.map(({ type, sequence }) => `${sequence} ${type}`)).toEqual([
      "1 connection.updated",
      "2 connection.action_required",
      "3 connection.updated",
      "4 connection.updated",
      "5 connection.updated",
      "6 connection.connected",
      "7 connection.updated",
      "8 connection.disconnected",
    ]);
    expect((await readConnection(fresh.db, made.id)).eventSequence).toBe(8);
    expect(rows.map(toPayload).at(5)).toEqual({
      type: "connection.connected",
      timestamp: rows[5]?.createdAt.toISOString(),
      data: {
        eventId: rows[5]?.id,
        sequence: 6,
        tenant: { id: tenantId, externalId: `crm-${tenantId}`, metadata: { plan: "gold" } },
        link: { id: link.id, purpose: "connect", metadata: { cart: "7" } },
        connection: {
          id: made.id,
          state: "connected",
          previousState: "provisioning",
          phoneNumber: made.phoneNumber,
          phoneNumberId: made.phoneNumberId,
          wabaId: made.wabaId,
          channelId: "ch-1",
          failure: null,
        },
      },
    });
    const late = rows.map(toPayload).at(3);
    expect(late?.data).toMatchObject({
      connection: { failure: { code: "channel_late", party: "bird" } },
    });
  });

  it("have no gap when many change one connection at once", async () => {
    const { ctx, tenantId } = await linked();
    const { id } = await connectionOf(ctx, tenantId, { state: "provisioning" });
    const codes = ["channel_late", "channel_failed", "bird_unavailable", null] as const;
    await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        fresh.db
          .update(connections)
          .set({ failureCode: codes[index % codes.length] ?? null })
          .where(eq(connections.id, id)),
      ),
    );
    const rows = await eventsOfTenant(fresh.db, tenantId);
    const sequences = rows.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
    expect(sequences.length).toBeGreaterThan(10);
    expect((await readConnection(fresh.db, id)).eventSequence).toBe(sequences.length);
  });

  it("go away with a transaction that is given up", async () => {
    const { ctx, tenantId } = await linked();
    const { id } = await connectionOf(ctx, tenantId, { state: "provisioning" });
    await fresh.db
      .transaction(async (tx) => {
        await tx.update(connections).set({ state: "connected" }).where(eq(connections.id, id));
        throw new Error("given up");
      })
      .catch(() => {});
    expect(await eventsOfTenant(fresh.db, tenantId)).toHaveLength(1);
  });

  it("carry no sealed value", async () => {
    const { ctx, tenantId } = await linked();
    const { id, sealedToken } = await connectionOf(ctx, tenantId, { state: "provisioning" });
    await fresh.db
      .update(connections)
      .set({ state: "connected", sealedPin: "canary-sealed-pin" })
      .where(eq(connections.id, id));
    const told = JSON.stringify(await eventsOfTenant(fresh.db, tenantId));
    expect(sealedToken).toContain(".");
    expect(told).not.toContain(sealedToken);
    expect(told).not.toMatch(/canary|sealed|token|secret/i);
  });

  it("tell once that a bought number is verified", async () => {
    const { tenantId } = await linked();
    const purchase = await insertPurchase(fresh.db, {
      ...{ tenantId, workspaceId: newId(), phoneNumber: `+1631555${Date.now() % 10_000}` },
      ...{ country: "US", kind: "local", monthlyPrice: "1", currency: "USD", numberId: "n-1" },
    });
    for (const _ of [1, 2])
      await fresh.db
        .update(numberPurchases)
        .set({ verifiedAt: new Date() })
        .where(eq(numberPurchases.id, purchase?.id ?? ""));
    const rows = await eventsOfTenant(fresh.db, tenantId);
    expect(rows.map(toPayload)).toMatchObject([
      {
        type: "number.verified",
        data: {
          tenant: { id: tenantId },
          number: { id: "n-1", phoneNumber: purchase?.phoneNumber },
        },
      },
    ]);
  });
});

describe("deliveries", () => {
  it("are made for the endpoints that want the type, and wait for one that fell silent", async () => {
    const { admin, tenantId, link } = await linked();
    const all = await endpointAt(admin, URL);
    const wanting = await endpointAt(admin, URL, { types: ["link.viewed"] });
    const silent = await endpointAt(admin, URL);
    const gone = await endpointAt(admin, URL);
    const off = await endpointAt(admin, URL);
    for (const [{ id }, reason] of [
      [silent, "silent"],
      [gone, "gone"],
    ] as const)
      await fresh.db
        .update(endpoints)
        .set({ state: "stopped", stopReason: reason })
        .where(eq(endpoints.id, id));
    await fresh.db.execute(sql`update endpoints set state = 'disabled' where id = ${off.id}`);
    const move = { tenantId, linkId: link.id, now: new Date() };
    await moveLink(fresh.db, { ...move, to: "viewed" });
    await moveLink(fresh.db, { ...move, to: "started" });
    const counts = [all, wanting, silent, gone, off].map(async ({ id }) => {
      return (await deliveriesTo(fresh.db, id)).length;
    });
    expect(await Promise.all(counts)).toEqual([2, 1, 2, 0, 0]);
  });
});
