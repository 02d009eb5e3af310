import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { BirdNumber } from "@/lib/bird/numbers";
import { createSignup } from "@/lib/signups/create-signup";
import { type FakeRoutes, memberContext } from "@/lib/testing";
import { listNumbers } from "./list-numbers";
import { numberState } from "./number-state";
import { toE164, toInternational } from "./phone";

const WORKSPACE = "0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50";
const NOW = new Date("2026-11-22T12:00:00Z");
const verified = {
  whatsAppId: "106540352242922",
  status: "verified",
  stage: "final",
  verificationExpiresAt: "2027-02-17T12:00:00.000Z",
};
const number = (whatsApp: unknown, id = "n1") =>
  BirdNumber.parse({ id, number: "+12125550123", whatsApp });

describe("a Bird number's state", () => {
  it.each([
    ["ready", verified],
    ["expired", { ...verified, verificationExpiresAt: "2026-11-22T11:59:59Z" }],
    ["expired", { ...verified, verificationExpiresAt: "2026-11-22T12:09:00Z" }],
    ["expired", { ...verified, verificationExpiresAt: "0001-01-01T00:00:00Z" }],
    ["expired", { ...verified, verificationExpiresAt: null }],
    ["expired", { ...verified, verificationExpiresAt: "soon" }],
    ["verifying", { ...verified, stage: "verify-code" }],
    ["verifying", { ...verified, status: "pending" }],
    ["verifying", { ...verified, whatsAppId: "" }],
    ["verifying", { ...verified, whatsAppId: null }],
    ["verifying", { ...verified, whatsAppId: undefined }],
    ["verifying", { status: "a word of tomorrow" }],
    ["failed", { ...verified, status: "failed" }],
    ["not_enrolled", undefined],
    ["not_enrolled", null],
  ])("is %s for %j", (state, whatsApp) => {
    expect(numberState(number(whatsApp), NOW)).toBe(state);
  });
});

describe("phone numbers", () => {
  it("have one stored form and one shown form", () => {
    expect(toE164("+1 631-555-0111")).toBe("+16315550111");
    expect(toE164("1 (631) 555 0111")).toBe("+16315550111");
    expect(toE164("no number")).toBeUndefined();
    expect(toInternational("+12125550123")).toBe("+1 212 555 0123");
  });
});

describe("numbers of a workspace", () => {
  let fresh: Awaited<ReturnType<typeof freshDb>>;
  beforeAll(async () => {
    fresh = await freshDb();
  });
  afterAll(() => fresh.close());

  const member = async (bird: FakeRoutes, workspaceId: string | undefined = WORKSPACE) => {
    // A workspace has one tenant.
    await fresh.db.update(tenants).set({ workspaceId: null });
    return memberContext(fresh.db, { bird, now: () => NOW, ...(workspaceId && { workspaceId }) });
  };
  const path = `GET /workspaces/${WORKSPACE}/numbers`;
  const listed = (id: string, phone: string) => ({
    id,
    number: phone,
    country: "US",
    type: "local",
  });
  const detail = (id: string, whatsApp: unknown) => ({
    body: { ...listed(id, "+12125550123"), whatsApp },
  });

  it("follows every page and reads each number's verification", async () => {
    const { ctx, birdApi } = await member({
      [path]: ({ query }) =>
        query.get("pageToken")
          ? { body: { results: [listed("b", "+12125550124")], nextPageToken: null } }
          : { body: { results: [listed("a", "+12125550123")], nextPageToken: "next" } },
      [`${path}/a`]: detail("a", verified),
      [`${path}/b`]: detail("b", { ...verified, status: "pending" }),
    });
    const { numbers, pollAfterMs } = await listNumbers(ctx);
    expect(numbers.map(({ id, state, isSelectable }) => [id, state, isSelectable])).toEqual([
      ["a", "ready", true],
      ["b", "verifying", false],
    ]);
    expect(numbers[0]?.sentence).toContain("87");
    expect(pollAfterMs).toBeGreaterThan(0);
    expect(birdApi.calls[0]?.headers.get("authorization")).toBe("AccessKey sandbox-access-key");
  });

  it("say so in words when Bird does not answer, and break nothing", async () => {
    const { ctx } = await member({ [path]: { status: 401, body: {} } });
    expect(await listNumbers(ctx)).toMatchObject({ numbers: [], problem: expect.any(String) });
  });

  it("are none without a workspace, and none of another workspace can be taken", async () => {
    const { ctx } = await memberContext(fresh.db);
    expect(await listNumbers(ctx)).toEqual({
      numbers: [],
      problem: undefined,
      pollAfterMs: undefined,
    });
    await expect(createSignup(ctx, { linkId: undefined, numberId: "a" })).rejects.toMatchObject({
      code: "invalid_input",
      extra: { errors: [{ field: "numberId" }] },
    });
  });

  it("are read once for all who ask within a few seconds, be it in vain", async () => {
    const clock = { now: NOW.getTime() };
    const { ctx, birdApi } = await member({
      [path]: { body: { results: [listed("a", "+12125550123")], nextPageToken: null } },
      [`${path}/a`]: detail("a", verified),
    });
    const at = { ...ctx, now: () => new Date(clock.now) };
    const answers = await Promise.all([listNumbers(at), listNumbers({ ...at }), listNumbers(at)]);
    expect(answers.map(({ numbers }) => numbers.length)).toEqual([1, 1, 1]);
    await listNumbers(at);
    expect(birdApi.calls).toHaveLength(2);
    await createSignup(at, { linkId: undefined, numberId: "a" });
    expect(birdApi.calls).toHaveLength(3);
    clock.now += 3_000;
    await listNumbers(at);
    expect(birdApi.calls).toHaveLength(5);
    const down = await member({ [path]: { status: 401, body: {} } });
    for (let nth = 0; nth < 3; nth += 1)
      expect(await listNumbers(down.ctx)).toMatchObject({ problem: expect.any(String) });
    expect(down.birdApi.calls).toHaveLength(1);
  });

  it("are read no further than they are shown", async () => {
    const many = (from: number) =>
      Array.from({ length: 50 }, (_, nth) => ({
        ...listed(`n${from + nth}`, "+12125550123"),
        whatsApp: verified,
      }));
    const { ctx, birdApi } = await member({
      [path]: ({ query }) => {
        const from = Number(query.get("pageToken") ?? 0);
        return { body: { results: many(from), nextPageToken: String(from + 50) } };
      },
    });
    expect((await listNumbers(ctx)).numbers).toHaveLength(60);
    expect(birdApi.calls).toHaveLength(2);
  });

  it("are checked afresh before the launch: the id goes into the options only while it is ready", async () => {
    let whatsApp = verified;
    const { ctx } = await member({ [`${path}/a`]: () => detail("a", whatsApp) });
    const { launch } = await createSignup(ctx, { linkId: undefined, numberId: "a" });
    expect(launch).toEqual({
      config_id: "1043982137651902",
      response_type: "code",
      override_default_response_type: true,
      extras: {
        version: "v4",
        sessionInfoVersion: "3",
        setup: { solutionID: "17151206192469061", preVerifiedPhone: { ids: ["106540352242922"] } },
      },
    });
    whatsApp = { ...verified, verificationExpiresAt: "2026-11-22T12:01:00Z" };
    await expect(createSignup(ctx, { linkId: undefined, numberId: "a" })).rejects.toMatchObject({
      extra: { reason: "number_not_ready" },
    });
  });
});
