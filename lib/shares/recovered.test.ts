import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expireSignups } from "@/db/queries/signup-sweep";
import { connections, signups } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { receiveSession } from "@/lib/signups/receive-session";
import { graphError, memberContext } from "@/lib/testing";
import { assignShare } from "./assign-share";
import { resolveShares } from "./resolve-shares";
import { lost, operatorOf, shareOf, signupOf } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const DAY_MS = 86_400_000;

/** A recovered signup that Meta lets nobody verify. */
async function unsettled() {
  const launch = await lost(fresh.db, ({ waba }) => ({ [`GET /${waba}`]: graphError(2) }));
  const { system, signupId, phoneNumber } = launch;
  await fresh.db.update(signups).set({ phoneNumber }).where(eq(signups.id, signupId));
  await launch.share();
  await resolveShares(system);
  return { ...launch, read: () => signupOf(fresh.db, signupId) };
}

describe("a recovered signup", () => {
  it("goes by what Meta told, whatever its browser had claimed", async () => {
    const { ctx, system, signupId, waba, phone, phoneNumber, finish, share } = await lost(fresh.db);
    await receiveSession(ctx, {
      signupId,
      event: finish({ waba_id: "1", phone_number_id: "2", business_id: "3" }),
    });
    await fresh.db.update(signups).set({ phoneNumber }).where(eq(signups.id, signupId));
    await share();
    await resolveShares(system);
    const { connectionId } = (await signupOf(fresh.db, signupId)) ?? {};
    const isOfIt = eq(connections.id, connectionId ?? "");
    const [connection] = await fresh.db.select().from(connections).where(isOfIt);
    expect(connection).toMatchObject({ wabaId: waba, phoneNumberId: phone });
  });

  it("takes no FINISH that comes later", async () => {
    const { ctx, signupId, waba, phone, finish, read } = await unsettled();
    const ids = { wabaIds: [waba], phoneNumberId: phone };
    expect(await read()).toMatchObject({ state: "joined", eventData: ids });
    await receiveSession(ctx, { signupId, event: finish({ waba_id: "1", phone_number_id: "2" }) });
    expect(await read()).toMatchObject({ state: "joined", eventData: ids, eventReceivedAt: null });
  });

  it("has a day from its token on, then its account is offered again and the token wiped", async () => {
    const { signupId, waba, read } = await unsettled();
    const createdAt = new Date(Date.now() - 2 * DAY_MS);
    await fresh.db.update(signups).set({ createdAt }).where(eq(signups.id, signupId));
    await expireSignups(fresh.db, new Date());
    expect(await read()).toMatchObject({ state: "joined", sealedToken: expect.any(String) });
    await expireSignups(fresh.db, new Date(Date.now() + DAY_MS + 60_000));
    expect(await read()).toMatchObject({ state: "failed", sealedToken: null });
    expect(await shareOf(fresh.db, waba)).toMatchObject({ state: "offered", signupId: null });
  });
});

describe("two operators who assign at once", () => {
  it("are told apart, and nothing is left of the one that lost", async () => {
    const { system, tenant, waba, share } = await lost(fresh.db);
    const other = await memberContext(fresh.db);
    await share();
    await resolveShares(system);
    const shareId = (await shareOf(fresh.db, waba))?.id ?? "";
    const admin = await operatorOf(system);
    const before = await fresh.db.$count(signups);
    const answers = await Promise.allSettled(
      [tenant, other.tenant].map(({ id }) => assignShare(admin, { shareId, tenantId: id })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = answers.find((answer) => answer.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "conflict" });
    expect(await fresh.db.$count(signups)).toBe(before + 1);
  });
});
