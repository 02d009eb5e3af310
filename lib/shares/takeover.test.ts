import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertSignup, type NewSignup } from "@/db/queries/signups";
import { insertTenant } from "@/db/queries/tenants";
import { connections, signups } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { newId } from "@/lib/ids";
import { receiveSession } from "@/lib/signups/receive-session";
import { resolveShares } from "./resolve-shares";
import { lost, shareOf, signupOf } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const minutesAgo = (count: number) => new Date(Date.now() - count * 60_000);

/** A launch that claims a shared account at the right minute, beside a signup of another tenant. */
async function besides(change: (wabaId: string, phoneNumber: string) => Partial<NewSignup>) {
  const launch = await lost(fresh.db);
  const { ctx, system, signupId, waba, finish, share, phoneNumber } = launch;
  const { id: tenantId } = await insertTenant(fresh.db, { name: "Other", workspaceId: undefined });
  await insertSignup(fresh.db, {
    tenantId,
    createdAt: minutesAgo(5),
    updatedAt: minutesAgo(5),
    ...change(waba, phoneNumber),
  });
  await receiveSession(ctx, { signupId, event: finish() });
  await share();
  await resolveShares(system);
  return { share: await shareOf(fresh.db, waba), signup: await signupOf(fresh.db, signupId) };
}

const hourAgo = minutesAgo(60);
const dayAgo = minutesAgo(20 * 60);

describe("an account that another tenant's signup could have shared", () => {
  it.each<[string, (wabaId: string, phoneNumber: string) => Partial<NewSignup>]>([
    ["was never reported as launched", () => ({})],
    [
      "failed and keeps its token",
      () => ({ state: "failed", codeHash: newId(), sealedToken: "x" }),
    ],
    ["was given up", () => ({ state: "abandoned", launchedAt: hourAgo, createdAt: hourAgo })],
    ["was launched again since", () => ({ createdAt: minutesAgo(9), launchedAt: minutesAgo(-9) })],
    ["names it too", (id) => ({ createdAt: dayAgo, eventData: { wabaIds: ["1", id] } })],
    ["insists on its number", (_, phoneNumber) => ({ createdAt: dayAgo, phoneNumber })],
  ])("is offered to an operator when that one %s", async (_name, change) => {
    const { share, signup } = await besides(change);
    expect(share).toMatchObject({ state: "offered", tenantId: null });
    expect(signup).toMatchObject({ sealedToken: null, connectionId: null });
  });

  it.each<[string, (wabaId: string) => Partial<NewSignup>]>([
    ["named another account", () => ({ eventData: { wabaIds: ["1"] } })],
    ["was of long before", () => ({ createdAt: dayAgo })],
    ["became a connection", (id) => ({ connectionId: newId(), eventData: { wabaIds: [id] } })],
  ])("is tied when that one %s", async (_name, change) => {
    const { share, signup } = await besides(change);
    expect(share).toMatchObject({ state: "tied" });
    expect(signup).toMatchObject({ connectionId: expect.any(String) });
  });
});

describe("an account with a number that a tenant is to reconnect", () => {
  /** A tenant that added the number, unverified, to an account of its own, and reconnects it. */
  async function squatted() {
    const launch = await lost(fresh.db);
    const { tenant, signupId, phoneNumber } = launch;
    const [squat] = await fresh.db
      .insert(connections)
      .values({
        tenantId: tenant.id,
        signupId: newId(),
        state: "action_required",
        failureCode: "number_unverified",
        wabaId: `${launch.waba}9`,
        phoneNumberId: `${launch.phone}9`,
        phoneNumber,
      })
      .returning();
    const renewal = { reconnectId: squat?.id ?? null, expectedPhoneNumber: phoneNumber };
    await fresh.db.update(signups).set(renewal).where(eq(signups.id, signupId));
    return launch;
  }

  it("is not its own for that", async () => {
    const { system, signupId, waba, share } = await squatted();
    await share();
    await resolveShares(system);
    expect(await shareOf(fresh.db, waba)).toMatchObject({ state: "offered", tenantId: null });
    expect((await signupOf(fresh.db, signupId))?.sealedToken).toBeNull();
  });
});
