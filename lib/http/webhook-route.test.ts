import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freshDb } from "@/db/testing";
import { receiveBird } from "@/lib/webhooks/receive-bird";
import { receiveMeta } from "@/lib/webhooks/receive-meta";
import { eventsOf, metaBody, metaSignature, numbers, systemWith } from "@/lib/webhooks/testing";

const test = vi.hoisted(() => ({ contextFor: vi.fn() }));
vi.mock("@/lib/system-context", () => test);
vi.mock("@/lib/env", async (load) => {
  const real = await load<typeof import("@/lib/env")>();
  const env = real.parseEnv({ SANDBOX: "true", AUTH_SECRET: "x".repeat(32), ENCRYPTION_KEYS: KEY });
  return { ...real, env: () => env };
});
const KEY = vi.hoisted(() => `k1:${Buffer.alloc(32, 7).toString("base64")}`);

const { handshakeRoute, webhookRoute } = await import("./webhook-route");

let fresh: Awaited<ReturnType<typeof freshDb>>;
const running: Promise<unknown>[] = [];
beforeAll(async () => {
  fresh = await freshDb();
  const { ctx } = await systemWith(fresh.db);
  const soon = (_: string, work: () => Promise<unknown>) => void running.push(work());
  test.contextFor.mockResolvedValue({ ...ctx, jobs: { ...ctx.jobs, soon } });
});
afterAll(async () => {
  await Promise.all(running);
  await fresh.close();
});

const ADDRESS = "https://perch.example/api/webhooks/meta";
const post = webhookRoute((ctx, { headers, body }) =>
  receiveMeta(ctx, { signature: headers.get("x-hub-signature-256"), body }),
);
const postMeta = (body: BodyInit, headers: Record<string, string> = {}) => {
  const stream = { duplex: "half" };
  const request = new Request(ADDRESS, { method: "POST", body, headers, ...stream });
  return post(request, { params: Promise.resolve({}) });
};

describe("the route of a webhook", () => {
  it("stores, answers, and has the work done afterwards", async () => {
    const { wabaId } = numbers();
    const body = metaBody([{ id: wabaId, value: { event: "ACCOUNT_VIOLATION" } }]);
    const headers = { "x-hub-signature-256": metaSignature(body) };
    const answer = await postMeta(body, { ...headers, "content-length": String(body.length) });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(answer.headers.get("x-request-id")).toBeTruthy();
    await Promise.all(running);
    expect(await eventsOf(fresh.db, wabaId)).toMatchObject([{ state: "unmatched" }]);
    const started = running.length;
    expect((await postMeta(body, headers)).status).toBe(200);
    expect(running).toHaveLength(started);
  });

  it("tells what was wrong with a problem, and nothing more", async () => {
    const unsigned = await postMeta("{}");
    expect(unsigned.status).toBe(401);
    expect(await unsigned.json()).toMatchObject({ code: "unauthenticated" });
    const bird = webhookRoute((ctx, { params, body }) => {
      const workspaceId = String(params.workspaceId);
      return receiveBird(ctx, { workspaceId, signature: "", timestamp: "", requestId: "", body });
    });
    const request = new Request(ADDRESS, { method: "POST", body: "{}" });
    const params = Promise.resolve({ workspaceId: "nobodys" });
    expect((await bird(request, { params })).status).toBe(401);
  });

  it.each([
    ["announced", { "content-length": String(5 * 1024 * 1024) }],
    ["not announced", {}],
  ])("takes 4 MB and no more, %s", async (_name, headers: Record<string, string>) => {
    const answer = await postMeta(Buffer.alloc(5 * 1024 * 1024, "x"), headers);
    expect(answer.status).toBe(413);
    const text = JSON.stringify({ pad: "x".repeat(3 * 1024 * 1024) });
    const signed = { "x-hub-signature-256": metaSignature(text) };
    expect((await postMeta(text, signed)).status).toBe(200);
  });
});

it("answers Meta's handshake with the bare challenge", async () => {
  const ask = (token: string) =>
    handshakeRoute(
      new Request(
        `${ADDRESS}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`,
      ),
    );
  const answer = await ask("sandbox-verify-token");
  expect([answer.status, await answer.text()]).toEqual([200, "1158201444"]);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
  expect((await ask("wrong")).status).toBe(403);
});
