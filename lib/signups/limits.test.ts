import { eq, inArray } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expireSignups, purgeSignupEvents } from "@/db/queries/signup-sweep";
import { countSignupEvents, insertSignup } from "@/db/queries/signups";
import { signupEvents, signups } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { finishEvent } from "@/lib/testing";
import { createSignup } from "./create-signup";
import { receiveSession } from "./receive-session";
import { started } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const DAY_MS = 86_400_000;
const progress = (data: Record<string, unknown>) => finishEvent(data, "A_WORD_OF_TOMORROW");

describe("what the holder of a link can have stored", () => {
  it("is fifty events of a signup, however many come at once", async () => {
    const { ctx, signupId } = await started(fresh.db);
    const posts = Array.from({ length: 60 }, (_, nth) =>
      receiveSession(ctx, { signupId, event: progress({ nth }) }),
    );
    await Promise.all(posts);
    expect(await countSignupEvents(fresh.db, signupId)).toBe(50);
  });

  it("is two hundred signups an hour, however many are started at once", async () => {
    const { ctx, tenant } = await started(fresh.db);
    for (let nth = 0; nth < 197; nth += 1) await insertSignup(fresh.db, { tenantId: tenant.id });
    const starts = Array.from({ length: 6 }, () =>
      createSignup(ctx, { linkId: undefined, numberId: undefined }),
    );
    const ends = await Promise.allSettled(starts);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(ends.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "too_many_requests" },
    });
  });

  it("is what was read of an event that is larger than any of Meta's", async () => {
    const { ctx, signupId } = await started(fresh.db);
    const waba_ids = Array.from({ length: 2_000 }, (_, nth) => String(10 ** 15 + nth));
    const event = progress({ filler: "é".repeat(20_000), current_step: "PHONE", waba_ids });
    await receiveSession(ctx, { signupId, event });
    const [row] = await fresh.db
      .select()
      .from(signupEvents)
      .where(eq(signupEvents.signupId, signupId));
    expect(row?.payload).toMatchObject({
      event: event.event,
      data: { currentStep: "PHONE" },
      cutFromBytes: expect.any(Number),
    });
    expect(JSON.stringify(row?.payload).length).toBeLessThan(8_192);
  });

  it("is forgotten ninety days after, once the signup has ended", async () => {
    const { ctx, signupId } = await started(fresh.db);
    const open = await started(fresh.db);
    const before = new Date(Date.now() - 90 * DAY_MS);
    const kept = async (of: string, at: number) => {
      const id = v7({ msecs: at });
      const { tenantId } = ctx.actor;
      await fresh.db
        .insert(signupEvents)
        .values({ id, tenantId, signupId: of, digest: id, payload: {} });
      return id;
    };
    const old = await kept(signupId, before.getTime() - 1);
    const young = await kept(signupId, before.getTime());
    const waiting = await kept(open.signupId, before.getTime() - 1);
    await fresh.db.update(signups).set({ updatedAt: before }).where(eq(signups.id, signupId));
    await expireSignups(fresh.db, ctx.now());
    await purgeSignupEvents(fresh.db, before);
    const left = await fresh.db
      .select({ id: signupEvents.id })
      .from(signupEvents)
      .where(inArray(signupEvents.id, [old, young, waiting]));
    expect(left.map(({ id }) => id).sort()).toEqual([waiting, young].sort());
  });
});
