import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { insertPurchase } from "@/db/queries/number-purchases";
import { events, numberPurchases } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { newId } from "@/lib/ids";
import { memberContext } from "@/lib/testing";
import { followPurchases } from "./follow-purchases";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ORGANIZATION = "5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11";
const workspaceId = newId();

/** A bought number whose verification at Bird stands as `whatsApp` says. */
async function bought(phoneNumber: string) {
  const clock = { ms: Date.now() };
  const number = { whatsApp: { status: "pending", stage: "new" } as Record<string, unknown> };
  const numberId = newId();
  const path = `GET /organizations/${ORGANIZATION}/workspaces/${workspaceId}/numbers/${numberId}`;
  const answer = () => ({ body: { id: numberId, number: phoneNumber, ...number } });
  const bird = new Proxy(
    { [path]: answer },
    {
      get: (routes, name: string) => routes[name] ?? (name.endsWith(numberId) ? answer : undefined),
    },
  );
  const made = await memberContext(fresh.db, { bird, now: () => new Date(clock.ms) });
  const purchase = await insertPurchase(fresh.db, {
    ...{ tenantId: made.tenant.id, workspaceId, phoneNumber, country: "US", kind: "local" },
    ...{ monthlyPrice: "1", currency: "USD", state: "bought", numberId },
  });
  const told = () => fresh.db.select().from(events).where(eq(events.tenantId, made.tenant.id));
  const read = async () => {
    const [row] = await fresh.db
      .select()
      .from(numberPurchases)
      .where(eq(numberPurchases.id, purchase?.id ?? ""));
    return row;
  };
  return { ...made, clock, number, numberId, told, read };
}

it("tells once when a bought number is first seen verified, and asks Bird no more", async () => {
  const { ctx, clock, number, numberId, told, read, birdApi } = await bought("+16315550131");
  await followPurchases(ctx);
  await followPurchases(ctx);
  expect(birdApi.calls).toHaveLength(1);
  clock.ms += MINUTE_MS + 1;
  await followPurchases(ctx);
  expect(birdApi.calls).toHaveLength(2);
  expect(await told()).toEqual([]);
  number.whatsApp = {
    ...{ status: "verified", stage: "final", whatsAppId: "106540352242922" },
    verificationExpiresAt: new Date(clock.ms + DAY_MS).toISOString(),
  };
  for (let time = 0; time < 3; time += 1) {
    clock.ms += 10 * MINUTE_MS;
    await followPurchases(ctx);
  }
  expect(birdApi.calls).toHaveLength(3);
  expect(await told()).toMatchObject([
    { type: "number.verified", data: { number: { id: numberId, phoneNumber: "+16315550131" } } },
  ]);
  expect((await read())?.verifiedAt).not.toBeNull();
});

it("looks ever less often, and not for ever", async () => {
  const { ctx, clock, read, birdApi } = await bought("+16315550132");
  clock.ms += DAY_MS;
  await followPurchases(ctx);
  const dueMs = Number((await read())?.verifyDueAt) - clock.ms;
  expect(Math.round(dueMs / MINUTE_MS)).toBe(12);
  clock.ms += 30 * DAY_MS;
  await followPurchases(ctx);
  expect(birdApi.calls).toHaveLength(1);
});
