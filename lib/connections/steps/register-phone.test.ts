import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { phoneRegistrations } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { newId } from "@/lib/ids";
import { graphError } from "@/lib/testing";
import { callsOf, provenConnection } from "../testing";
import { tryBlockedSteps } from "../try-blocked-steps";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

it("registers with one PIN however often it takes, with growing pauses, and counts each time", async () => {
  let answers = 0;
  const { advance, read, step, clock, graphCalls, key } = await provenConnection(fresh.db, {
    registerPhone: "isv",
    meta: {
      "POST /:phone/register": () => {
        answers += 1;
        return answers < 3 ? "lost" : { body: { success: true } };
      },
    },
  });
  const registrations = () => callsOf(graphCalls, "POST", "/register");
  for (const [index, pauseMs] of [30_000, 5 * MINUTE_MS, 0].entries()) {
    await advance();
    clock.now += pauseMs - 1_000;
    await advance();
    expect(registrations()).toHaveLength(index + 1);
    clock.now += 1_000;
  }
  expect((await step("register_phone"))?.state).toBe("done");
  expect((await read()).state).toBe("connected");
  const pins = registrations().map(({ form }) => form.get("pin"));
  expect(new Set(pins).size).toBe(1);
  expect(pins[0]).toMatch(/^\d{6}$/);
  const counted = eq(phoneRegistrations.connectionId, key.connectionId);
  expect(await fresh.db.$count(phoneRegistrations, counted)).toBe(3);
});

it.each([
  ["503", { status: 503, body: {} }],
  ["133004", graphError(133_004)],
  ["133015", graphError(133_015)],
])("leaves a registration to people that has met %s three times", async (_, answer) => {
  const { ctx, advance, read, step, clock, graphCalls } = await provenConnection(fresh.db, {
    registerPhone: "isv",
    meta: { "POST /:phone/register": answer },
  });
  const registrations = () => callsOf(graphCalls, "POST", "/register").length;
  for (let minute = 0; minute < 60; minute += 1) {
    await advance();
    clock.now += MINUTE_MS;
  }
  expect(registrations()).toBe(3);
  const { failureCode, failureDetail } = await read();
  expect(failureCode).toBe("registration_refused");
  expect(failureDetail).toMatchObject({ source: "meta", status: answer.status });
  expect((await step("register_phone"))?.notBefore).toBeNull();
  await tryBlockedSteps(ctx, await read());
  await advance();
  expect(registrations()).toBe(4);
});

it("sends no second registration right after one whose process died", async () => {
  const { advance, step, write, clock, graphCalls } = await provenConnection(fresh.db, {
    registerPhone: "isv",
    meta: {
      "POST /:phone/register": async () => {
        await write({ leaseId: newId(), leaseUntil: new Date(clock.now + 1) });
        return { body: { success: true } };
      },
    },
  });
  await advance();
  clock.now += 10_000;
  await advance();
  expect(callsOf(graphCalls, "POST", "/register")).toHaveLength(1);
  const { state, notBefore } = (await step("register_phone")) ?? {};
  expect(state).toBe("waiting");
  expect(notBefore?.getTime()).toBe(clock.now + 20_000);
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

it.each([
  [{ status: "CONNECTED" }, "done"],
  [{ status: "FLAGGED", platform_type: "CLOUD_API" }, "done"],
  [{ status: "RESTRICTED", platform_type: "CLOUD_API" }, "done"],
  [{ status: "RATE_LIMITED", platform_type: "CLOUD_API" }, "done"],
  [{ status: "PENDING", platform_type: "CLOUD_API", is_on_biz_app: true }, "skipped"],
] as const)("leaves a number alone of which Meta says %o", async (facts, state) => {
  const live = await provenConnection(fresh.db, {
    registerPhone: "isv",
    meta: { "GET /:phone": { body: { id: "1", ...facts } } },
  });
  await live.advance();
  expect(callsOf(live.graphCalls, "POST", "/register")).toHaveLength(0);
  expect((await live.step("register_phone"))?.state).toBe(state);
});

it.each([
  { status: "PENDING", platform_type: "NOT_APPLICABLE" },
  { status: "DISCONNECTED", platform_type: "CLOUD_API" },
  { status: "UNVERIFIED", platform_type: "CLOUD_API" },
  { status: "FLAGGED", platform_type: "ON_PREMISE" },
])("registers a number of which Meta says %o", async (facts) => {
  const idle = await provenConnection(fresh.db, {
    registerPhone: "isv",
    meta: { "GET /:phone": { body: { id: "1", ...facts } } },
  });
  await idle.advance();
  expect(callsOf(idle.graphCalls, "POST", "/register")).toHaveLength(1);
});

it("never asks to register a number of the WhatsApp Business app, nor one that Bird registers", async () => {
  const coexistent = await provenConnection(fresh.db, {
    registerPhone: "isv",
    change: { isCoexistence: true },
  });
  const ofBird = await provenConnection(fresh.db);
  for (const { advance, step, read, graphCalls } of [coexistent, ofBird]) {
    await advance();
    expect(callsOf(graphCalls, "POST", "/register")).toHaveLength(0);
    expect((await step("register_phone"))?.state).toBe("skipped");
    expect((await read()).state).toBe("connected");
  }
});

it("asks the customer for the PIN that Meta wants", async () => {
  const { advance, read } = await provenConnection(fresh.db, {
    registerPhone: "isv",
    meta: { "POST /:phone/register": graphError(133_005) },
  });
  await advance();
  expect(await read()).toMatchObject({ state: "action_required", failureCode: "pin_mismatch" });
});
