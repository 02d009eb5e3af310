import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resetSteps } from "@/db/queries/connection-steps";
import { auditLog } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { newId } from "@/lib/ids";
import { graphError, TOKEN } from "@/lib/testing";
import { TOKEN_STEPS } from "./plan";
import { callsOf, newToken, provenConnection } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give, given };
}

const unavailable = { status: 503, body: {} };

describe("advancing a connection", () => {
  it("takes it to a live number, notes that once, and leaves nothing to come back for", async () => {
    const { advance, read, put, soon, key, bird } = await provenConnection(fresh.db);
    await advance();
    expect(await read()).toMatchObject({ state: "connected", leaseId: null, failureCode: null });
    const puts = put.length;
    await advance();
    expect(put).toHaveLength(puts);
    expect(soon).toEqual([]);
    expect(bird.connectors).toHaveLength(1);
    const rows = await fresh.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subjectId, key.connectionId));
    expect(rows.map(({ action }) => action)).toEqual(["connection.connected"]);
  });

  it("asks Meta and Bird side by side", async () => {
    const reached = { meta: signal(), bird: signal() };
    const { advance, read } = await provenConnection(fresh.db, {
      meta: {
        "POST /:waba/subscribed_apps": async () => {
          reached.meta.give();
          await reached.bird.given;
          return { body: { success: true } };
        },
      },
      bird: {
        "GET :room/connectors": async () => {
          reached.bird.give();
          await reached.meta.given;
          return { body: { results: [] } };
        },
      },
    });
    await advance();
    expect((await read()).state).toBe("connected");
  });

  it("is done by one when many ask at once, and the others ask again soon", async () => {
    const { advance, read, put, birdCalls, clock, bird } = await provenConnection(fresh.db);
    await Promise.all(Array.from({ length: 8 }, advance));
    expect((await read()).state).toBe("connected");
    expect(bird.connectors).toHaveLength(1);
    expect(callsOf(birdCalls, "POST", "/connectors")).toHaveLength(1);
    const waits = put.map(({ startAfter }) => (startAfter?.getTime() ?? 0) - clock.now);
    expect(new Set(waits)).toContain(45_000);
  });

  it("writes nothing once another process has taken over", async () => {
    const other = newId();
    const { advance, read, step, write } = await provenConnection(fresh.db, {
      meta: {
        "POST /:waba/subscribed_apps": async () => {
          await write({ leaseId: other, leaseUntil: new Date(Date.UTC(2030, 0)) });
          return { body: { success: true } };
        },
      },
      bird: { "GET :room/connectors": unavailable },
    });
    await advance();
    expect(await read()).toMatchObject({ state: "provisioning", leaseId: other });
    expect((await step("subscribe_app"))?.state).toBe("running");
  });

  it("takes over when a lease has run out, and not before", async () => {
    const { advance, read, write, clock, put } = await provenConnection(fresh.db);
    await write({ leaseId: newId(), leaseUntil: new Date(clock.now + 10_000) });
    await advance();
    expect((await read()).state).toBe("provisioning");
    expect(put.at(-1)?.startAfter?.getTime()).toBe(clock.now + 2_000);
    clock.now += 10_001;
    await advance();
    expect((await read()).state).toBe("connected");
  });

  it("gives its turn back as soon as a database that was lost is there again", async () => {
    const lost = { isLost: false };
    const all = await provenConnection(fresh.db, {
      meta: {
        "POST /:waba/subscribed_apps": () => {
          lost.isLost = true;
          return { body: { success: true } };
        },
      },
      bird: { "GET :room/connectors": unavailable },
    });
    const { ctx, advance, read, soon, later, put } = all;
    const { db } = ctx;
    ctx.db = new Proxy(db, {
      get: (target, name) => {
        if (lost.isLost) throw new Error("the database is lost");
        return Reflect.get(target, name);
      },
    });
    await expect(advance()).rejects.toThrow("the database is lost");
    expect(soon).toEqual([2_000]);
    await later.at(-1)?.();
    expect(soon).toEqual([2_000, 2_000]);
    expect((await read()).leaseId).not.toBeNull();
    lost.isLost = false;
    await later.at(-1)?.();
    expect((await read()).leaseId).toBeNull();
    expect(put.at(-1)?.startAfter?.getTime()).toBeLessThanOrEqual(ctx.now().getTime() + 10_000);
  });

  it("adopts the connector whose answer was lost", async () => {
    const { advance, read, step, clock, bird, birdCalls } = await provenConnection(fresh.db, {
      bird: { "POST :room/connectors": "lost" },
    });
    await advance();
    expect(await step("install_connector")).toMatchObject({ state: "waiting", failures: 1 });
    bird.connectors.push("made-unheard");
    clock.now += 3_000;
    await advance();
    expect(await read()).toMatchObject({ state: "connected", connectorId: "made-unheard" });
    expect(callsOf(birdCalls, "POST", "/connectors")).toHaveLength(1);
  });

  it("replaces a connector that holds an older token, by one with the new one", async () => {
    const all = await provenConnection(fresh.db);
    const { advance, read, write, ctx, key, bird, tokens } = all;
    await advance();
    const [old] = bird.connectors;
    const { token, change } = await newToken(ctx, key);
    await write({ ...change, state: "provisioning" });
    await resetSteps(fresh.db, { ...key, steps: TOKEN_STEPS });
    await advance();
    expect(await read()).toMatchObject({ state: "connected", connectorId: bird.connectors[0] });
    expect(bird.connectors).toHaveLength(1);
    expect(bird.connectors[0]).not.toBe(old);
    expect(tokens).toEqual([TOKEN, token]);
  });
});

describe("a provider that does not answer", () => {
  it("is left alone for as long as it asks", async () => {
    const refusal = { status: 429, body: {}, headers: { "retry-after": "90" } };
    const { advance, step, clock } = await provenConnection(fresh.db, {
      meta: { "POST /:waba/subscribed_apps": refusal },
      bird: { "POST :room/connectors": refusal },
    });
    await advance();
    for (const id of ["subscribe_app", "install_connector"] as const)
      expect((await step(id))?.notBefore?.getTime()).toBe(clock.now + 90_000);
  });

  it("is given pauses that grow", async () => {
    const answer: { status: number; body: unknown } = graphError(80_007);
    const { advance, step, clock, soon, put } = await provenConnection(fresh.db, {
      meta: { "POST /:waba/subscribed_apps": () => answer },
    });
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await advance();
      const { notBefore } = (await step("subscribe_app")) ?? {};
      pauses.push((notBefore?.getTime() ?? 0) - clock.now);
      expect(put.at(-1)?.startAfter).toEqual(notBefore);
      expect(soon.at(-1)).toBe(pauses.at(-1));
      const before = clock.now;
      clock.now = before + (pauses.at(-1) ?? 0) - 1;
      await advance();
      expect((await step("subscribe_app"))?.attempts).toBe(attempt + 1);
      clock.now += 2;
    }
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(1_000 * 2 ** index);
      expect(pause).toBeLessThanOrEqual(2_000 * 2 ** index);
    }
  });

  it("is asked every half hour once the quick tries are used up, and taken up when it is back", async () => {
    const answers = { isBack: false };
    const { advance, step, read, clock, put } = await provenConnection(fresh.db, {
      meta: {
        "POST /:waba/subscribed_apps": () =>
          answers.isBack ? { body: { success: true } } : graphError(2),
      },
    });
    for (let attempt = 0; attempt < 45; attempt += 1) {
      await advance();
      clock.now += 301_000;
    }
    expect(await step("subscribe_app")).toMatchObject({ state: "blocked", attempts: 40 });
    const troubled = { state: "action_required", failureCode: "meta_unavailable" };
    expect(await read()).toMatchObject(troubled);
    for (let attempt = 41; attempt < 44; attempt += 1) {
      clock.now += 30 * 60_000;
      await advance();
      expect(await step("subscribe_app")).toMatchObject({ state: "blocked", attempts: attempt });
      expect(await read()).toMatchObject(troubled);
      expect(put.at(-1)?.startAfter?.getTime()).toBe(clock.now + 30 * 60_000);
    }
    answers.isBack = true;
    clock.now += 30 * 60_000;
    await advance();
    expect(await read()).toMatchObject({ state: "connected", failureCode: null });
  });

  it("is left alone for as long as it asks after the quick tries, too", async () => {
    const refusal = { status: 429, body: {}, headers: { "retry-after": "7200" } };
    const { advance, step, clock } = await provenConnection(fresh.db, {
      meta: { "POST /:waba/subscribed_apps": refusal },
    });
    for (let attempt = 0; attempt < 40; attempt += 1) {
      clock.now += 7_200_000;
      await advance();
    }
    const { state, notBefore } = (await step("subscribe_app")) ?? {};
    expect(state).toBe("blocked");
    expect(notBefore?.getTime()).toBe(clock.now + 7_200_000);
  });
});

describe("waiting for the channel", () => {
  it("ends after ten minutes, and goes on when asked again", async () => {
    const { advance, read, step, clock, bird, key } = await provenConnection(fresh.db, {
      channel: undefined,
    });
    const startedAt = clock.now;
    await advance();
    while (clock.now - startedAt < 10 * 60_000) {
      expect((await read()).state).toBe("provisioning");
      const { notBefore } = (await step("await_channel")) ?? {};
      expect(notBefore?.getTime()).toBeLessThanOrEqual(clock.now + 30_000);
      clock.now = Math.max(clock.now + 1, notBefore?.getTime() ?? 0);
      await advance();
    }
    clock.now += 30_001;
    await advance();
    expect(await read()).toMatchObject({ state: "action_required", failureCode: "channel_late" });
    bird.channel = "active";
    await resetSteps(fresh.db, { ...key, steps: ["await_channel"] });
    await advance();
    expect((await read()).state).toBe("connected");
  });

  it("ends after ten minutes, too, while Bird answers nothing but errors", async () => {
    const all = await provenConnection(fresh.db, { channel: undefined });
    const { advance, read, clock, birdRoutes, birdCalls, bird } = all;
    const startedAt = clock.now;
    await advance();
    const [look] = callsOf(birdCalls, "GET", bird.connectors[0] ?? "");
    birdRoutes[`GET ${look?.path}`] = unavailable;
    while ((await read()).state === "provisioning") {
      clock.now += 60_000;
      await advance();
    }
    expect(clock.now - startedAt).toBeLessThanOrEqual(16 * 60_000);
    expect(await read()).toMatchObject({
      state: "action_required",
      failureCode: "channel_late",
      failureDetail: { source: "bird", status: 503 },
    });
  });

  it("takes a channel that failed for what it is", async () => {
    const { advance, read } = await provenConnection(fresh.db, { channel: "error" });
    await advance();
    expect(await read()).toMatchObject({ state: "action_required", failureCode: "channel_failed" });
  });
});
