import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { phoneRegistrations } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { graphError } from "@/lib/testing";
import { callsOf, provenConnection } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const HOUR_MS = 3_600_000;

it("registers with one PIN however often it takes, and counts each time", async () => {
  let answers = 0;
  const { advance, read, clock, graphCalls, key } = await provenConnection(fresh.db, {
    registerPhone: "isv",
    meta: {
      "POST /:phone/register": () => {
        answers += 1;
        return answers < 3 ? "lost" : { body: { success: true } };
      },
    },
  });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await advance();
    clock.now += 10_000;
  }
  expect((await read()).state).toBe("connected");
  const pins = callsOf(graphCalls, "POST", "/register").map(({ form }) => form.get("pin"));
  expect(pins).toHaveLength(3);
  expect(new Set(pins).size).toBe(1);
  expect(pins[0]).toMatch(/^\d{6}$/);
  const counted = eq(phoneRegistrations.connectionId, key.connectionId);
  expect(await fresh.db.$count(phoneRegistrations, counted)).toBe(3);
});

it("stops before Meta locks the number, and goes on when the first time is 72 hours ago", async () => {
  const { advance, read, step, clock, key, graphCalls } = await provenConnection(fresh.db, {
    registerPhone: "isv",
  });
  const phoneNumberId = (await read()).phoneNumberId ?? "";
  const first = new Date(clock.now - 71 * HOUR_MS);
  for (let index = 0; index < 10; index += 1) {
    const createdAt = new Date(first.getTime() + index);
    await fresh.db.insert(phoneRegistrations).values({ ...key, phoneNumberId, createdAt });
  }
  await advance();
  expect(callsOf(graphCalls, "POST", "/register")).toHaveLength(0);
  expect(await read()).toMatchObject({
    state: "action_required",
    failureCode: "registration_limited",
  });
  const { notBefore } = (await step("register_phone")) ?? {};
  expect(notBefore?.getTime()).toBe(first.getTime() + 72 * HOUR_MS);
  clock.now += HOUR_MS + 1;
  await advance();
  expect(callsOf(graphCalls, "POST", "/register")).toHaveLength(1);
  expect((await read()).state).toBe("connected");
});

it("leaves a live number alone", async () => {
  const live = await provenConnection(fresh.db, {
    registerPhone: "isv",
    meta: { "GET /:phone": { body: { id: "1", status: "CONNECTED" } } },
  });
  await live.advance();
  expect(callsOf(live.graphCalls, "POST", "/register")).toHaveLength(0);
  expect((await live.step("register_phone"))?.state).toBe("done");
});

it("asks the customer for the PIN that Meta wants", async () => {
  const { advance, read } = await provenConnection(fresh.db, {
    registerPhone: "isv",
    meta: { "POST /:phone/register": graphError(133_005) },
  });
  await advance();
  expect(await read()).toMatchObject({ state: "action_required", failureCode: "pin_mismatch" });
});
