import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shares, signups } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { BUSINESS } from "@/lib/testing";
import { processWebhooks } from "./process-webhooks";
import { numbers, postMeta, systemWith } from "./testing";
import { AFTER_GRANT, connected, PARTNER } from "./testing-meta";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

describe("an account that is shared", () => {
  it("is kept once to be looked into, unless a connection has it", async () => {
    const { ctx, put } = await systemWith(fresh.db);
    const { wabaId } = numbers();
    const added = (event: string, time = AFTER_GRANT) => ({
      id: PARTNER,
      time,
      value: { event, waba_info: { waba_id: wabaId, owner_business_id: BUSINESS } },
    });
    await postMeta(ctx, [added("PARTNER_ADDED"), added("PARTNER_APP_INSTALLED")]);
    await processWebhooks(ctx);
    const found = () => fresh.db.select().from(shares).where(eq(shares.wabaId, wabaId));
    expect(await found()).toMatchObject([
      {
        source: "webhook",
        state: "found",
        ownerBusinessId: BUSINESS,
        sharedAt: new Date(AFTER_GRANT * 1000),
      },
    ]);
    expect(put).toEqual([{ queue: "resolve_shares", key: "due" }]);
    const known = await connected(fresh.db);
    const value = known.removed("PARTNER_ADDED");
    expect(await known.tell({ id: PARTNER, value })).toEqual(["processed", "known"]);
  });

  it("is kept, though a connection has it, while a signup of the same tenant waits", async () => {
    const held = await connected(fresh.db);
    const at = new Date((AFTER_GRANT - 60) * 1000);
    const waiting = { launchedAt: at, createdAt: at };
    const { tenant: other } = await systemWith(fresh.db);
    await fresh.db.insert(signups).values({ tenantId: other.id, ...waiting });
    const value = held.removed("PARTNER_ADDED");
    const arrive = (change: object = {}) =>
      held.tell({ id: held.wabaId, value: { ...value, ...change } });
    expect(await arrive()).toEqual(["processed", "known"]);
    await fresh.db.insert(signups).values({ tenantId: held.tenant.id, ...waiting });
    const installed = held.removed("PARTNER_APP_INSTALLED", { partner_app_id: "1" });
    expect(await arrive(installed)).toEqual(["processed", "bird_access"]);
    expect(await arrive({ again: true })).toEqual(["processed", "share found"]);
    const found = await fresh.db.select().from(shares).where(eq(shares.wabaId, held.wabaId));
    expect(found).toMatchObject([{ state: "found", source: "webhook" }]);
  });
});
