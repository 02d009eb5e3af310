import { afterAll, beforeAll, expect, it } from "vitest";
import { listWebhookRefusals } from "@/db/queries/webhook-refusals";
import { freshDb } from "@/db/testing";
import type { Context } from "@/lib/context";
import { listWebhookEvents } from "./list-webhook-events";
import { redactPayload } from "./redact-payload";
import { noteRefusal } from "./refusals";
import { replayWebhookEvent } from "./replay-webhook-event";
import { eventsOf, numbers, postMeta, systemWith } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const as = (ctx: Context, role: "owner" | "admin" | "viewer"): Context => ({
  ...ctx,
  actor: { kind: "operator", userId: "00000000-0000-7000-8000-000000000000", role, sessionId: "x" },
});

/** A clock that is set by hand, and work that is put off until it is asked to run. */
async function setUp() {
  const { ctx: system, tenant } = await systemWith(fresh.db);
  let at = Date.parse("2026-11-22T10:00:50.000Z");
  const due: { work: () => Promise<unknown>; delayMs: number }[] = [];
  const ctx: Context = {
    ...system,
    now: () => new Date(at),
    jobs: { ...system.jobs, soon: (_, work, delayMs = 0) => void due.push({ work, delayMs }) },
  };
  const wait = (ms: number) => {
    at += ms;
  };
  const run = async () => {
    const [first] = due.splice(0);
    at += first?.delayMs ?? 0;
    await first?.work();
  };
  return { ctx, tenant, due, run, wait };
}

it("counts refusals by the minute, and writes a flood once in ten seconds", async () => {
  const { ctx, due, run, wait } = await setUp();
  noteRefusal(ctx, "bird");
  expect(due).toMatchObject([{ delayMs: 0 }]);
  await run();
  for (let n = 0; n < 1_000; n += 1) {
    noteRefusal(ctx, "bird");
    wait(11);
    if (n === 600) expect(due).toHaveLength(1);
  }
  expect(due).toMatchObject([{ delayMs: 10_000 }]);
  await run();
  const since = new Date("2026-11-22T09:00:00Z");
  const rows = await listWebhookRefusals(fresh.db, { since, limit: 10 });
  expect(rows.map(({ provider, minute }) => [provider, minute.toISOString()])).toEqual([
    ["bird", "2026-11-22T10:01:00.000Z"],
    ["bird", "2026-11-22T10:00:00.000Z"],
  ]);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(1_001);
  const shown = await listWebhookEvents(as(ctx, "viewer"), {});
  expect(shown.refusals).toMatchObject([{ provider: "bird", total: 1_001 }]);
});

it("goes on counting after a write that never came", async () => {
  const { ctx, due, wait } = await setUp();
  wait(3_600_000);
  noteRefusal(ctx, "meta");
  wait(60_000);
  noteRefusal(ctx, "meta");
  expect(due).toHaveLength(2);
});

it("lists what was received by provider, state, kind, customer and day, and replays it by role", async () => {
  const { ctx, tenant } = await setUp();
  const { wabaId: id } = numbers();
  const token = "EAAGabcdefghijklmnopqrstuvwxyz0123456789";
  await postMeta(ctx, [
    { id, field: "security", value: { access_token: token, note: `with ${token}`, n: 1 } },
    { id, field: "flows", value: { waba: id } },
  ]);
  const owner = as(ctx, "owner");
  const idsFor = async (input: Parameters<typeof listWebhookEvents>[1]) =>
    (await listWebhookEvents(owner, input)).rows
      .filter(({ sourceId }) => sourceId === id)
      .map(({ kind }) => kind);
  expect((await idsFor({})).toSorted()).toEqual(["flows", "security"]);
  expect(await idsFor({ kind: "flows" })).toEqual(["flows"]);
  expect(await idsFor({ provider: "bird" })).toEqual([]);
  expect(await idsFor({ state: "processed" })).toEqual([]);
  expect(await idsFor({ tenant: tenant.id })).toEqual([]);
  const today = new Date().toISOString().slice(0, 10);
  expect(await idsFor({ from: today, to: today })).toHaveLength(2);
  expect(await idsFor({ to: "2020-01-01" })).toEqual([]);
  const { rows } = await listWebhookEvents(owner, { kind: "security" });
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(rows[0]?.payload).toContain('"n": 1');
  const [event] = await eventsOf(fresh.db, id);
  const refused = replayWebhookEvent(as(ctx, "viewer"), { eventId: event?.id ?? "" });
  await expect(refused).rejects.toMatchObject({ code: "forbidden" });
});

it("hides in a payload what is named or looks like a secret, and nothing else", () => {
  const payload = {
    code: "AQ1",
    error: { code: 190 },
    list: [{ accessToken: "short" }, "0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50", "+31612345678"],
    text: "abcdefghijklmnopqrstuvwxyz",
  };
  expect(redactPayload(payload)).toEqual({
    code: "[hidden]",
    error: { code: 190 },
    list: [{ accessToken: "[hidden]" }, "0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50", "+31612345678"],
    text: "[hidden]",
  });
});
