import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Context, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import type { FakeRoutes } from "@/lib/testing";
import { birdKey } from "./checks/bird-key";
import { birdPermissions } from "./checks/bird-permissions";
import { birdTechProvider } from "./checks/bird-tech-provider";
import { sendTechProvider } from "./send-tech-provider";
import {
  BUSINESS_ID,
  bareContext,
  doctorContext,
  ORGANIZATION,
  SOLUTION_ID,
  WORKSPACE,
} from "./testing";

const ORG = `GET /organizations/${ORGANIZATION}`;
const SETUP = `POST /organizations/${ORGANIZATION}/platforms/whatsapp/actions/setupTechProvider`;
const KEY = `${ORG}/configurations/groups/features/keys/whatsapp_techProvider`;
const refused = (status: number) => ({ status, body: { code: "x", message: "no", details: {} } });
const empty = { body: { results: [] } };
const reads: FakeRoutes = {
  [`${ORG}/workspaces`]: { body: { results: [WORKSPACE] } },
  [`${ORG}/workspaces/${WORKSPACE.id}`]: { body: WORKSPACE },
  [`${ORG}/workspaces/${WORKSPACE.id}/webhook-subscriptions`]: empty,
  [`${ORG}/numbers-stock-items`]: empty,
  [`GET /workspaces/${WORKSPACE.id}/numbers`]: empty,
  [`GET /workspaces/${WORKSPACE.id}/connectors`]: empty,
  [`GET /workspaces/${WORKSPACE.id}/channels`]: empty,
};
const NOBODY = "00000000-0000-4000-8000-000000000000";
const HOOKS = `/organizations/${ORGANIZATION}/workspaces/${NOBODY}/webhook-subscriptions`;
const WRITES = {
  "create workspaces/*/webhook-subscriptions": `POST ${HOOKS}`,
  "update workspaces/*/webhook-subscriptions": `PATCH ${HOOKS}/${NOBODY}`,
  "delete workspaces/*/webhook-subscriptions": `DELETE ${HOOKS}/${NOBODY}`,
  "create workspaces/*/connectors": `POST /workspaces/${NOBODY}/connectors`,
  "delete workspaces/*/connectors": `DELETE /workspaces/${NOBODY}/connectors/${NOBODY}`,
  "create workspaces/*/channels/*/messages": `POST /workspaces/${NOBODY}/channels/${NOBODY}/messages`,
};
const nowhere = (reading: number, writing = reading): FakeRoutes => ({
  [`GET ${HOOKS}`]: refused(reading),
  [`GET /workspaces/${NOBODY}/connectors`]: refused(reading),
  ...Object.fromEntries(Object.values(WRITES).map((route) => [route, refused(writing)])),
});
const stored = (solutionId: unknown, businessId: unknown): FakeRoutes => ({
  [`${KEY}SolutionID`]: { body: solutionId },
  [`${KEY}BusinessID`]: { body: businessId },
});

describe("the key", () => {
  it.each([
    [reads[`${ORG}/workspaces`] ?? empty, "ok", "accepted"],
    [refused(401), "problem", "rejected"],
    [refused(403), "problem", "forbidden"],
    [refused(404), "problem", "noOrganization"],
    ["lost" as const, "problem", "unreachable"],
  ])("%j", async (answer, status, finding) => {
    const { ctx } = await doctorContext({ bird: { [`${ORG}/workspaces`]: answer } });
    expect(await birdKey.run(ctx)).toMatchObject({ status, finding });
  });
});

describe("permissions", () => {
  const verdictWith = async (bird: FakeRoutes) =>
    birdPermissions.run((await doctorContext({ bird })).ctx);

  it("are all tried, reads on a workspace and changes where there is nothing to change", async () => {
    const bird = { ...reads, ...nowhere(404, 422) };
    const { ctx, birdApi } = await doctorContext({ bird });
    expect(await birdPermissions.run(ctx)).toMatchObject({
      status: "ok",
      finding: "allowed",
      facts: {
        tried: Object.keys(WRITES),
        unprobed: expect.arrayContaining(["create workspaces"]),
      },
    });
    const asked = new Set(birdApi.calls.map(({ method, path }) => `${method} ${path}`));
    expect([...asked].toSorted()).toEqual(Object.keys(bird).toSorted());
    const changes = birdApi.calls.filter(({ method }) => method !== "GET");
    expect(changes.every(({ path, body }) => path.includes(NOBODY) && body.length <= 2)).toBe(true);
  });
  it("to change something are named when they are missing", async () => {
    for (const [permission, route] of Object.entries(WRITES)) {
      const bird = { ...reads, ...nowhere(404), [route]: refused(403) };
      expect(await verdictWith(bird)).toMatchObject({
        status: "problem",
        facts: { denied: [permission] },
      });
    }
  });
  it("to change something are only listed where Bird tells the absent not from the denied", async () => {
    const { ctx, birdApi } = await doctorContext({ bird: { ...reads, ...nowhere(403) } });
    expect(await birdPermissions.run(ctx)).toMatchObject({
      status: "ok",
      finding: "readsOnly",
      facts: { unprobed: expect.arrayContaining(Object.keys(WRITES)) },
    });
    expect(birdApi.calls.every(({ method }) => method === "GET")).toBe(true);
  });
  it("to change something are not clear when Bird takes an empty change for good", async () => {
    const bird = { ...reads, ...nowhere(404), [WRITES["create workspaces/*/connectors"]]: empty };
    expect(await verdictWith(bird)).toMatchObject({
      status: "warning",
      facts: { unclear: ["create workspaces/*/connectors"] },
    });
  });
  it("that are denied are named", async () => {
    const one = `GET /workspaces/${WORKSPACE.id}/connectors`;
    expect(await verdictWith({ ...reads, [one]: refused(403) })).toMatchObject({
      finding: "denied",
      facts: { denied: ["view workspaces/*/connectors"] },
    });
  });
  it("that give no clear answer are not called denied", async () => {
    const one = `GET /workspaces/${WORKSPACE.id}/channels`;
    expect(await verdictWith({ ...reads, [one]: "lost" })).toMatchObject({
      status: "warning",
      facts: { unclear: ["view workspaces/*/channels"] },
    });
  });
  it("wait for a first workspace", async () => {
    expect(await verdictWith({ ...reads, [`${ORG}/workspaces`]: empty })).toMatchObject({
      finding: "noWorkspace",
    });
  });
});

describe("the tech provider", () => {
  it.each([
    [{ key: "k", value: SOLUTION_ID }, { data: [{ value: BUSINESS_ID }] }, "ok", "same"],
    [SOLUTION_ID, "123456", "problem", "other"],
  ])("%j and %j", async (solution, business, status, finding) => {
    const { ctx } = await doctorContext({ bird: stored(solution, business) });
    expect(await birdTechProvider.run(ctx)).toMatchObject({ status, finding });
  });
  it("may be unset, or not readable", async () => {
    for (const [code, finding] of [
      [404, "unset"],
      [403, "unreadable"],
    ] as const) {
      const bird = { [`${KEY}SolutionID`]: refused(code), [`${KEY}BusinessID`]: refused(code) };
      expect(await birdTechProvider.run((await doctorContext({ bird })).ctx)).toMatchObject({
        finding,
      });
    }
  });
});

it.each([birdKey, birdPermissions, birdTechProvider])(
  "$id names what is missing while nothing is configured",
  async (check) => {
    expect(await check.run(bareContext())).toMatchObject({
      finding: "missing",
      facts: { variables: ["BIRD_ACCESS_KEY", "BIRD_ORGANIZATION_ID"] },
    });
  },
);

describe("sending the tech provider", () => {
  let fresh: Awaited<ReturnType<typeof freshDb>>;
  beforeAll(async () => {
    fresh = await freshDb();
  });
  afterAll(() => fresh.close());

  async function operator(bird: FakeRoutes, role: Operator["role"] = "admin") {
    const { ctx, birdApi } = await doctorContext({ bird });
    const actor = { kind: "operator" as const, userId: newId(), role, sessionId: "s" };
    const made = { ...ctx, db: fresh.db, actor, requestId: newId() } as unknown;
    return { ctx: made as Context<Operator>, birdApi };
  }
  const seen = { solutionId: SOLUTION_ID, businessId: BUSINESS_ID };

  it("sends what was seen, in snake case, and is audited", async () => {
    const { ctx, birdApi } = await operator({ [SETUP]: { body: {} } });
    await sendTechProvider(ctx, seen);
    expect(JSON.parse(birdApi.calls[0]?.body ?? "")).toEqual({
      solution_id: SOLUTION_ID,
      business_id: BUSINESS_ID,
    });
    expect(await fresh.db.select().from(auditLog)).toMatchObject([
      { action: "bird.tech_provider_set", detail: seen },
    ]);
  });
  it("sends nothing when the page showed other values, or a viewer asks", async () => {
    const { ctx, birdApi } = await operator({});
    await expect(sendTechProvider(ctx, { ...seen, businessId: "1" })).rejects.toMatchObject({
      code: "conflict",
    });
    const viewer = await operator({}, "viewer");
    await expect(sendTechProvider(viewer.ctx, seen)).rejects.toMatchObject({ code: "forbidden" });
    expect([...birdApi.calls, ...viewer.birdApi.calls]).toEqual([]);
  });
  it("says when Bird refuses", async () => {
    const { ctx } = await operator({ [SETUP]: refused(403) });
    await expect(sendTechProvider(ctx, seen)).rejects.toMatchObject({
      code: "provider_unavailable",
    });
  });
});
