import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resetSteps } from "@/db/queries/connection-steps";
import { freshDb } from "@/db/testing";
import type { Operator } from "@/lib/context";
import { getTranslator } from "@/lib/i18n/translator";
import { newId } from "@/lib/ids";
import type { FakeAnswer } from "@/lib/testing";
import { listConnections } from "./list-connections";
import { TOKEN_STEPS } from "./plan";
import { newToken, provenConnection } from "./testing";
import { toConnectionView } from "./to-connection-view";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const DAY_MS = 86_400_000;

/** A connected number whose end was asked for, between a Meta and a Bird that answer as told. */
async function ending(unsubscribed: FakeAnswer = { body: { success: true } }) {
  const meta = { "DELETE /:waba/subscribed_apps": unsubscribed };
  const all = await provenConnection(fresh.db, { meta });
  await all.advance();
  const id = (await all.read()).connectorId ?? "";
  const list = Object.keys(all.birdRoutes).find((one) => /^GET .*\/connectors$/.test(one)) ?? "";
  const own = `${list.replace("GET", "DELETE")}/${id}`;
  await all.write({
    disconnectRequestedAt: all.ctx.now(),
    disconnectReason: "customer",
    disconnectProof: {},
  });
  const answer = (name: string, status: number, headers?: Record<string, string>) => {
    all.birdRoutes[name] = { status, body: {}, ...(headers && { headers }) };
  };
  const view = async () =>
    toConnectionView(await all.read(), [], getTranslator("en"), all.ctx.now());
  const inList = async () => {
    const actor: Operator = { kind: "operator", userId: newId(), role: "admin", sessionId: "test" };
    const { rows } = await listConnections({ ...all.ctx, actor }, { tenant: all.key.tenantId });
    return rows.find((one) => one.id === all.key.connectionId);
  };
  return { ...all, list, own, answer, view, inList };
}

describe("a disconnection that meets a refusal", () => {
  it("takes what a workspace that is gone held as absent", async () => {
    const { advance, read, write, answer, list, own, birdRoutes } = await ending();
    const hook = newId();
    await write({ messageHooks: { "whatsapp.inbound": hook } });
    const hooks = Object.keys(birdRoutes).find((one) => /^POST .*subscriptions$/.test(one)) ?? "";
    answer(`${hooks.replace("POST", "DELETE")}/${hook}`, 404);
    answer(list, 404);
    answer(own, 404);
    await advance();
    expect(await read()).toMatchObject({
      state: "disconnected",
      disconnectProof: { connector: "absent" },
    });
  });

  it("shows operators what holds it up, wipes the token, and tells the customer what it did", async () => {
    const { advance, read, answer, own, view, inList, clock } = await ending();
    answer(own, 403);
    await advance();
    const row = await read();
    expect(row).toMatchObject({
      state: "connected",
      failureCode: "bird_credentials_invalid",
      failureDetail: { source: "bird", status: 403 },
      sealedToken: null,
      disconnectProof: { subscription: "deleted", token: "wiped", attempts: 1 },
    });
    expect(await view()).toMatchObject({ isDisconnecting: true, failure: undefined });
    expect(await inList()).toMatchObject({
      tone: "busy",
      levers: { canRetry: false },
      failure: { code: "bird_credentials_invalid" },
    });
    answer(own, 204);
    clock.now += 60_000;
    await advance();
    expect(await read()).toMatchObject({
      state: "disconnected",
      failureCode: null,
      failureDetail: null,
      disconnectProof: { connector: "deleted" },
    });
  });

  it.each([
    [403, "bird_credentials_invalid"],
    [503, "bird_unavailable"],
  ])("gives up on a Bird that answers %s for a day", async (status, failureCode) => {
    const { advance, read, answer, own, clock } = await ending();
    answer(own, status);
    await advance();
    expect(await read()).toMatchObject({ state: "connected", failureCode });
    clock.now += DAY_MS;
    await advance();
    expect(await read()).toMatchObject({
      state: "disconnected",
      failureCode: null,
      disconnectProof: { connector: "unreachable", subscription: "deleted", token: "wiped" },
    });
  });

  it("makes a new connector where it could not delete the one with the dead token", async () => {
    const all = await ending();
    const { advance, read, write, answer, own, clock, ctx, key, bird, birdRoutes, tokens } = all;
    const [left] = bird.connectors;
    answer(own, 503);
    await advance();
    clock.now += DAY_MS;
    await advance();
    expect((await read()).disconnectProof).toMatchObject({ connector: "unreachable" });
    delete birdRoutes[own];
    const { token, change } = await newToken(ctx, key);
    const taken = { disconnectRequestedAt: null, disconnectProof: null };
    await write({ ...change, ...taken, state: "provisioning" });
    await resetSteps(fresh.db, { ...key, steps: TOKEN_STEPS });
    await advance();
    expect((await read()).state).toBe("connected");
    expect(bird.connectors).toHaveLength(1);
    expect(bird.connectors[0]).not.toBe(left);
    expect(tokens.at(-1)).toBe(token);
  });

  it("waits as long as Bird asks, but not beyond its patience", async () => {
    const { advance, read, answer, own, clock } = await ending();
    const start = clock.now;
    const notBefore = async () =>
      Date.parse((await read()).disconnectProof?.notBefore ?? "") - start;
    answer(own, 429, { "retry-after": "7200" });
    await advance();
    expect(await notBefore()).toBe(7_200_000);
    clock.now = start + DAY_MS - 3_600_000;
    await advance();
    expect(await notBefore()).toBe(DAY_MS);
  });

  it("wipes the token after a day without Meta, or with one that cannot be opened", async () => {
    const away = await ending({ status: 503, body: {} });
    await away.advance();
    expect(await away.read()).toMatchObject({ failureCode: "meta_unavailable" });
    expect((await away.read()).sealedToken).not.toBeNull();
    const broken = await ending();
    await broken.write({ sealedToken: "unreadable" });
    await broken.advance();
    expect(await broken.read()).toMatchObject({ state: "connected", failureCode: "step_failed" });
    for (const { advance, read, clock } of [away, broken]) {
      clock.now += DAY_MS;
      await advance();
      expect(await read()).toMatchObject({
        state: "disconnected",
        sealedToken: null,
        disconnectProof: { connector: "deleted", subscription: "unreachable" },
      });
    }
  });
});
