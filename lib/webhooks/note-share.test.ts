import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shares } from "@/db/schema";
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
});
