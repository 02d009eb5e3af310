import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDb } from "@/db/testing";
import type { FakeAnswer, FakeCall } from "@/lib/testing";
import { callsOf, provenConnection } from "../testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const CONFLICT = { status: 409, body: { code: "Conflict" } };

/** A Bird whose list is empty, and that is told of a connector by `made` while it is asked for one. */
async function asked(answer: FakeAnswer, made: string[]) {
  const all = await provenConnection(fresh.db);
  const [name = ""] = Object.keys(all.birdRoutes).filter((one) => /^POST .*connectors$/.test(one));
  all.birdRoutes[name] = () => {
    all.bird.connectors.push(...made);
    return answer;
  };
  const posts = () => callsOf(all.birdCalls, "POST", "/connectors").length;
  return { ...all, posts };
}

function made(connectors: string[], id: string, { body }: FakeCall): FakeAnswer {
  connectors.push(id);
  const { arguments: own, connectorTemplateRef } = JSON.parse(body);
  return { status: 201, body: { id, connectorTemplateRef, arguments: own } };
}

describe("installing a number at a Bird whose list was empty", () => {
  it("adopts the connector that stands in the way, when it is the number's own", async () => {
    const { advance, read, posts } = await asked(CONFLICT, ["made-meanwhile"]);
    await advance();
    const { tokenFingerprint } = await read();
    expect(await read()).toMatchObject({
      state: "connected",
      connectorId: "made-meanwhile",
      connectorFingerprint: tokenFingerprint,
    });
    expect(posts()).toBe(1);
  });

  it("adopts the one whose answer was lost, and asks for no second one", async () => {
    const { advance, read, step, clock, posts } = await asked("lost", ["made-unheard"]);
    await advance();
    expect(await step("install_connector")).toMatchObject({ state: "waiting", failures: 1 });
    clock.now += 3_000;
    await advance();
    expect(await read()).toMatchObject({ state: "connected", connectorId: "made-unheard" });
    expect(posts()).toBe(1);
  });

  it("replaces the one that a call with an older token made meanwhile", async () => {
    const { advance, read, write, bird, birdRoutes, posts } = await asked(CONFLICT, ["made-late"]);
    const [name = ""] = Object.keys(birdRoutes).filter((one) => /^POST .*connectors$/.test(one));
    const refuse = birdRoutes[name] as (call: FakeCall) => FakeAnswer;
    birdRoutes[name] = (call) =>
      bird.connectors.length > 0 || posts() === 1
        ? refuse(call)
        : made(bird.connectors, "made-anew", call);
    await write({ connectorFingerprint: "of-an-older" });
    await advance();
    const { tokenFingerprint } = await read();
    expect(await read()).toMatchObject({
      state: "connected",
      connectorId: "made-anew",
      connectorFingerprint: tokenFingerprint,
    });
    expect(bird.connectors).toEqual(["made-anew"]);
  });

  it("still knows it for an older one's when it could not be seen at once", async () => {
    const { advance, read, write, bird, birdRoutes, clock } = await asked(CONFLICT, ["made-late"]);
    const [list = ""] = Object.keys(birdRoutes).filter((one) => /^GET .*connectors$/.test(one));
    const [post = ""] = Object.keys(birdRoutes).filter((one) => /^POST .*connectors$/.test(one));
    const see = birdRoutes[list] as () => FakeAnswer;
    birdRoutes[list] = () => (bird.connectors.length > 0 ? { status: 503, body: {} } : see());
    await write({ connectorFingerprint: "of-an-older" });
    await advance();
    expect(await read()).toMatchObject({ connectorFingerprint: "of-an-older" });
    birdRoutes[list] = see;
    birdRoutes[post] = (call) => made(bird.connectors, "made-anew", call);
    clock.now += 3_000;
    await advance();
    expect(await read()).toMatchObject({ state: "connected", connectorId: "made-anew" });
    expect(bird.connectors).toEqual(["made-anew"]);
  });

  it("looks again later when it cannot be seen what stands in the way", async () => {
    const { advance, read, step, clock, birdRoutes } = await asked(CONFLICT, ["made-meanwhile"]);
    const [name = ""] = Object.keys(birdRoutes).filter((one) => /^GET .*connectors$/.test(one));
    const list = birdRoutes[name] as () => FakeAnswer;
    let lists = 0;
    birdRoutes[name] = () => {
      lists += 1;
      return lists > 1 ? { status: 503, body: {} } : list();
    };
    await advance();
    expect(await step("install_connector")).toMatchObject({ state: "waiting", failures: 1 });
    birdRoutes[name] = list;
    clock.now += 3_000;
    await advance();
    expect(await read()).toMatchObject({ state: "connected", connectorId: "made-meanwhile" });
  });

  it("says so when what stands in the way is not to be seen", async () => {
    const { advance, read } = await asked(CONFLICT, []);
    await advance();
    expect(await read()).toMatchObject({
      state: "action_required",
      failureCode: "connector_elsewhere",
      failureDetail: { source: "bird", status: 409 },
    });
  });
});
