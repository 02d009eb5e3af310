import { afterAll, beforeAll, expect, it } from "vitest";
import { resetSteps } from "@/db/queries/connection-steps";
import { freshDb } from "@/db/testing";
import { callsOf, provenConnection } from "../testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

it("subscribes once more when it was asked for anew while a call was under way", async () => {
  const own: { reset?: () => Promise<void> } = {};
  const subscribe = async () => {
    await own.reset?.();
    delete own.reset;
    return { body: { success: true } };
  };
  const all = await provenConnection(fresh.db, {
    meta: { "POST /:waba/subscribed_apps": subscribe },
  });
  own.reset = () => resetSteps(fresh.db, { ...all.key, steps: ["subscribe_app"] });
  await all.advance();
  expect(callsOf(all.graphCalls, "POST", "/subscribed_apps")).toHaveLength(2);
  expect((await all.step("subscribe_app"))?.state).toBe("done");
  expect((await all.read()).state).toBe("connected");
});
