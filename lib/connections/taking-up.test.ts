import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDb } from "@/db/testing";
import { graphError, TOKEN } from "@/lib/testing";
import { advanceConnection } from "./advance-connection";
import { bindConnection } from "./bind-connection";
import { callsOf, provenConnection } from "./testing";
import { tryBlockedSteps } from "./try-blocked-steps";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

type Proven = Awaited<ReturnType<typeof provenConnection>>;

/** Binds the same number again, as a second signup of the tenant would. */
async function bindAgain({ ctx, key, read }: Proven, token: string) {
  const row = await read();
  await fresh.db.transaction((tx) =>
    bindConnection(tx, ctx, {
      tenantId: key.tenantId,
      signupId: row.signupId,
      token,
      grant: {
        waba: { id: row.wabaId, name: "Harbor", ownerBusinessId: undefined },
        businessId: undefined,
        tokenExpiresAt: undefined,
        number: {
          id: row.phoneNumberId ?? "",
          phoneNumber: row.phoneNumber ?? "",
          verifiedName: "Harbor",
        },
        isCoexistence: undefined,
        issue: undefined,
        choices: [],
        warnings: [],
      },
      isSaidCoexistence: false,
      numberId: undefined,
      linkId: undefined,
      before: undefined,
      exchangedAt: ctx.now(),
    }),
  );
}

describe("taking a connection up again", () => {
  it("installs a number anew whose connector is gone from Bird", async () => {
    const proven = await provenConnection(fresh.db);
    const { ctx, advance, read, bird, write } = proven;
    await advance();
    expect(await read()).toMatchObject({ state: "connected" });
    const [before] = bird.connectors;
    bird.connectors = [];
    await bindAgain(proven, `${TOKEN}-same`);
    await advance();
    bird.connectors = [];
    await write({ healthDueAt: ctx.now() });
    await bindAgain(proven, `${TOKEN}-same`);
    await advance();
    expect(await read()).toMatchObject({
      state: "action_required",
      failureCode: "connector_missing",
    });
    await tryBlockedSteps(ctx, await read());
    await advance();
    expect(await read()).toMatchObject({ state: "connected", failureCode: null });
    expect(bird.connectors).toHaveLength(1);
    expect(bird.connectors[0]).not.toBe(before);
  });

  it("does not hurry a step that Meta has put off", async () => {
    const proven = await provenConnection(fresh.db, {
      registerPhone: "isv",
      meta: { "POST /:phone/register": graphError(133016) },
    });
    const { ctx, advance, read, graphCalls } = proven;
    await advance();
    for (let click = 0; click < 3; click += 1) {
      await tryBlockedSteps(ctx, await read());
      await advance();
    }
    expect(callsOf(graphCalls, "POST", "/register")).toHaveLength(1);
    expect(await read()).toMatchObject({ failureCode: "registration_limited" });
  });

  it("hurries a step that goes on by itself when a provider is back", async () => {
    let isAway = true;
    const proven = await provenConnection(fresh.db, {
      meta: {
        "POST /:waba/subscribed_apps": () => (isAway ? graphError(2) : { body: { success: true } }),
      },
    });
    const { ctx, advance, read, clock } = proven;
    for (let attempt = 0; attempt < 40; attempt += 1) {
      await advance();
      clock.now += 301_000;
    }
    expect(await read()).toMatchObject({ failureCode: "meta_unavailable" });
    isAway = false;
    await tryBlockedSteps(ctx, await read());
    await advance();
    expect(await read()).toMatchObject({ state: "connected", failureCode: null });
  });

  it("keeps a number connected that is bound with the token it has", async () => {
    const proven = await provenConnection(fresh.db);
    await proven.advance();
    await bindAgain(proven, `${TOKEN}-1`);
    await proven.advance();
    const { connectorId } = await proven.read();
    await bindAgain(proven, `${TOKEN}-1`);
    expect(await proven.read()).toMatchObject({ state: "connected", connectorId });
    await proven.advance();
    expect(await proven.read()).toMatchObject({ state: "connected", connectorId });
  });

  it("does everything again after a disconnection, be it with the same token", async () => {
    const proven = await provenConnection(fresh.db);
    const { advance, read, write, bird } = proven;
    await bindAgain(proven, `${TOKEN}-2`);
    await advance();
    bird.connectors = [];
    await write({ state: "disconnected", sealedToken: null, connectorId: null, channelId: null });
    await bindAgain(proven, `${TOKEN}-2`);
    expect(await read()).toMatchObject({ state: "provisioning" });
    await advance();
    expect(await read()).toMatchObject({ state: "connected" });
    expect(bird.connectors).toHaveLength(1);
  });

  it("does everything again when it is bound while a disconnection is half done", async () => {
    const proven = await provenConnection(fresh.db, {
      meta: { "DELETE /:waba/subscribed_apps": { status: 503, body: {} } },
    });
    const { advance, read, step, write, bird, clock, ctx, graphCalls } = proven;
    await bindAgain(proven, `${TOKEN}-7`);
    await advance();
    await write({ disconnectRequestedAt: ctx.now(), disconnectProof: {} });
    await advance();
    expect(await read()).toMatchObject({ state: "connected", disconnectProof: { attempts: 1 } });
    expect(bird.connectors).toEqual([]);
    const subscribed = callsOf(graphCalls, "POST", "/subscribed_apps").length;
    await bindAgain(proven, `${TOKEN}-7`);
    expect(await read()).toMatchObject({ state: "provisioning", disconnectRequestedAt: null });
    expect(await step("subscribe_app")).toMatchObject({ state: "waiting" });
    clock.now += 60_000;
    await advance();
    expect(await read()).toMatchObject({ state: "connected", connectorId: bird.connectors[0] });
    expect(bird.connectors).toHaveLength(1);
    expect(callsOf(graphCalls, "POST", "/subscribed_apps")).toHaveLength(subscribed + 1);
  });

  it("waits until a call of whoever loses the turn has ended, and replaces what it made", async () => {
    const proven = await provenConnection(fresh.db);
    const { key, ctx, advance, read, bird, birdRoutes, clock, tokens, put, soon } = proven;
    const name = Object.keys(birdRoutes).find((one) => /^POST .*\/connectors$/.test(one)) ?? "";
    const make = birdRoutes[name];
    const quietAt = new Date(clock.now + 15_000);
    birdRoutes[name] = async (call) => {
      birdRoutes[name] = make ?? "lost";
      await bindAgain(proven, `${TOKEN}-8`);
      expect(put.at(-1)).toEqual({ key: key.connectionId, startAfter: quietAt });
      await advanceConnection(ctx, key);
      expect(soon.at(-1)).toBe(15_001);
      expect(bird.connectors).toEqual([]);
      return typeof make === "function" ? make(call) : "lost";
    };
    await advance();
    expect(await read()).toMatchObject({ leaseId: null, leaseUntil: quietAt, connectorId: null });
    await advance();
    expect(tokens).toEqual([TOKEN]);
    clock.now = quietAt.getTime() + 1;
    await advance();
    expect(tokens).toEqual([TOKEN, `${TOKEN}-8`]);
    expect(await read()).toMatchObject({ state: "connected", connectorId: bird.connectors[0] });
    expect(bird.connectors).toHaveLength(1);
  });

  it("does not wait when nobody has the turn", async () => {
    const proven = await provenConnection(fresh.db);
    await proven.advance();
    await bindAgain(proven, `${TOKEN}-9`);
    expect(await proven.read()).toMatchObject({ leaseId: null, leaseUntil: null });
    expect(proven.put.at(-1)?.startAfter).toBeUndefined();
  });

  it("keeps where the number came from, which a reconnection does not ask again", async () => {
    const origin = { numberId: "bird-number", isCoexistence: true };
    const proven = await provenConnection(fresh.db, { change: origin });
    await proven.advance();
    await bindAgain(proven, `${TOKEN}-4`);
    expect(await proven.read()).toMatchObject(origin);
    await proven.advance();
    const made = callsOf(proven.birdCalls, "POST", "/connectors");
    expect(made.map(({ body }) => JSON.parse(body).arguments.mbPhoneId)).toEqual([
      "bird-number",
      "bird-number",
    ]);
  });

  it("forgets with a new token who had lost access before, and nothing else", async () => {
    const at = "2026-11-22T10:00:00.000Z";
    const proven = await provenConnection(fresh.db);
    const { read, write } = proven;
    await bindAgain(proven, `${TOKEN}-5`);
    const lost = { bird_access: { at, isLost: true }, offboarded: { at, isOffboarded: true } };
    const gone = { removed: { at }, partner_removed: { at } };
    await write({ notices: { ...lost, ...gone, ban: { at } } });
    await bindAgain(proven, `${TOKEN}-5`);
    expect((await read()).notices).toEqual({ ...lost, ...gone, ban: { at } });
    await bindAgain(proven, `${TOKEN}-6`);
    expect((await read()).notices).toEqual({ ban: { at } });
  });

  it("tries a registration again with a new token that a dead one had stopped", async () => {
    let isDead = true;
    const proven = await provenConnection(fresh.db, {
      registerPhone: "isv",
      meta: {
        "POST /:phone/register": () =>
          isDead ? graphError(190, 460) : { body: { success: true } },
      },
    });
    await proven.advance();
    expect(await proven.read()).toMatchObject({ failureCode: "permission_lost" });
    isDead = false;
    await bindAgain(proven, `${TOKEN}-3`);
    await proven.advance();
    expect(await proven.read()).toMatchObject({ state: "connected" });
  });

  it("keeps what Meta says, though PostgreSQL would not take it as it is", async () => {
    const proven = await provenConnection(fresh.db, {
      meta: {
        "POST /:waba/subscribed_apps": {
          status: 400,
          body: { error: { message: "no", code: 10, error_user_msg: "No\u0000pe" } },
        },
      },
    });
    await proven.advance();
    expect(callsOf(proven.graphCalls, "POST", "/subscribed_apps")).toHaveLength(1);
    const { failureCode, failureDetail } = await proven.read();
    expect(failureCode).toBe("subscription_refused");
    expect(failureDetail?.userMessage).toBe("No\ufffdpe");
  });
});
