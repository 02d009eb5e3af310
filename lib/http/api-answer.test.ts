import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { apiKeys, idempotencyKeys, links, rateLimits, tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { baseOf, callApi, keyWith, requestOf } from "@/lib/api/testing";
import { newKey } from "@/lib/api-keys/key-format";
import type { Context } from "@/lib/context";
import { memberContext } from "@/lib/testing";
import { answerUnknownPath, answerWrongMethod } from "./api-answer";
import { otherMethods } from "./api-route";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let ctx: Context;
let key: string;
let now = new Date();

beforeAll(async () => {
  fresh = await freshDb();
  ({ ctx } = await memberContext(fresh.db, { now: () => now }));
  key = await keyWith(ctx);
});
beforeEach(async () => {
  now = new Date();
  await fresh.db.delete(rateLimits);
});
afterAll(() => fresh.close());

const unknown = newKey();

describe("a key", () => {
  it.each([
    ["none", undefined, "api_key_missing"],
    ["another scheme", "Basic YTpi", "api_key_unknown"],
    ["half a key", "Bearer perch_abc", "api_key_unknown"],
    ["one that nobody has", `Bearer ${unknown}`, "api_key_unknown"],
  ])("is asked for: %s", async (_name, authorization, code) => {
    const headers: Record<string, string> = authorization ? { authorization } : {};
    const answer = await callApi(ctx, "GET", "/tenants", { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer /);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      ...{ status: 401, code },
      type: `http://localhost:3000/docs/api#problem-${code}`,
      requestId: answer.headers.get("x-request-id"),
    });
  });

  it.each([undefined, "Bearer perch_abc", `Bearer ${unknown.slice(0, -1)}-`])(
    "is looked for nowhere unless it is whole: %s",
    async (authorization) => {
      const headers: Record<string, string> = authorization ? { authorization } : {};
      const nowhere = new Proxy({} as Context["db"], {
        get: () => {
          throw new Error("asked the database");
        },
      });
      const answer = await callApi({ ...ctx, db: nowhere }, "GET", "/tenants", { headers });
      expect(answer.status).toBe(401);
    },
  );

  it("opens nothing once it has expired or been revoked", async () => {
    const ended = async (change: Partial<typeof apiKeys.$inferInsert>) => {
      const one = await keyWith(ctx);
      const prefix = one.slice(0, 12);
      await fresh.db.update(apiKeys).set(change).where(eq(apiKeys.prefix, prefix));
      return (await (await callApi(ctx, "GET", "/tenants", { key: one })).json()).code;
    };
    expect(await ended({ expiresAt: now })).toBe("api_key_expired");
    expect(await ended({ revokedAt: now })).toBe("api_key_revoked");
  });

  it("is noted when used, once a minute at most", async () => {
    const one = await keyWith(ctx);
    const usedAt = async () => {
      await callApi(ctx, "GET", "/tenants", { key: one });
      const prefix = one.slice(0, 12);
      const [row] = await fresh.db.select().from(apiKeys).where(eq(apiKeys.prefix, prefix));
      return row?.lastUsedAt?.getTime();
    };
    const first = now.getTime();
    expect(await usedAt()).toBe(first);
    now = new Date(first + 59_000);
    expect(await usedAt()).toBe(first);
    now = new Date(first + 61_000);
    expect(await usedAt()).toBe(first + 61_000);
  });
});

describe("limits", () => {
  it("tells how many requests are left, then refuses", async () => {
    const one = await keyWith(ctx);
    const first = await callApi(ctx, "GET", "/tenants", { key: one });
    expect(first.headers.get("ratelimit-limit")).toBe("600");
    expect(first.headers.get("ratelimit-remaining")).toBe("599");
    expect(Number(first.headers.get("ratelimit-reset"))).toBeLessThanOrEqual(60);
    await fresh.db.update(rateLimits).set({ points: 600 });
    const over = await callApi(ctx, "GET", "/tenants", { key: one });
    expect(over.status).toBe(429);
    expect(over.headers.get("ratelimit-remaining")).toBe("0");
    expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await over.json()).toMatchObject({ code: "too_many_requests" });
  });

  it("counts keys that open nothing per address, and none that do", async () => {
    const headers = { authorization: `Bearer ${unknown}` };
    const ip = "203.0.113.9";
    expect((await callApi(ctx, "GET", "/tenants", { headers, ip })).status).toBe(401);
    await fresh.db.update(rateLimits).set({ points: 300 });
    expect((await callApi(ctx, "GET", "/tenants", { headers, ip })).status).toBe(429);
    const good = { authorization: `Bearer ${key}` };
    expect((await callApi(ctx, "GET", "/tenants", { headers: good, ip })).status).toBe(200);
  });
});

describe("paths and methods", () => {
  it("answers what is not there with a problem", async () => {
    const answer = await answerUnknownPath(baseOf(ctx), requestOf("GET", "/nothing", { key }));
    expect([answer.status, (await answer.json()).code]).toEqual([404, "not_found"]);
    expect((await answerUnknownPath(baseOf(ctx), requestOf("GET", "/nothing", {}))).status).toBe(
      401,
    );
  });

  it("names the methods that a path has", async () => {
    const refuse = answerWrongMethod("GET, POST, HEAD, OPTIONS");
    const answer = await refuse(baseOf(ctx), requestOf("DELETE", "/tenants", { key }));
    expect([answer.status, (await answer.json()).code]).toEqual([405, "method_not_allowed"]);
    expect(answer.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
    const { headers } = otherMethods("GET", "POST").OPTIONS();
    expect(headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  });
});

describe("bodies", () => {
  it.each([
    ["no JSON", "{", 400, "malformed_body", "body"],
    ["a list", "[]", 422, "invalid_input", "body"],
    ["an unknown field", '{"name":"A","colour":"red"}', 422, "invalid_input", "colour"],
    ["a NUL", '{"name":"A\\u0000"}', 422, "invalid_input", "name"],
    ["too much", `{"name":"${"x".repeat(70_000)}"}`, 413, "too_large", "body"],
  ])("are refused: %s", async (_name, body, status, code, field) => {
    const answer = await callApi(ctx, "POST", "/tenants", { key, body });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code, errors: [{ field }] });
  });

  it("come as queries, too", async () => {
    for (const [query, field] of [
      ["limit=101", "limit"],
      ["cursor=AAAA", "cursor"],
      ["colour=red", "colour"],
      ["limit=1&limit=2", "limit"],
    ]) {
      const answer = await callApi(ctx, "GET", `/tenants?${query}`, { key });
      expect([answer.status, (await answer.json()).errors[0].field]).toEqual([422, field]);
    }
  });
});

describe("Idempotency-Key", () => {
  let serial = 0;
  const post = (body: unknown, idempotencyKey = `retry-${serial}`, path = "/tenants") =>
    callApi(ctx, "POST", path, { key, body, headers: { "idempotency-key": idempotencyKey } });
  beforeEach(() => {
    serial += 1;
  });

  it("gives the first answer again and does nothing more", async () => {
    const name = `Once ${serial}`;
    const [first, again] = [await post({ name }), await post({ name })];
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(first.headers.has("idempotency-replayed")).toBe(false);
    expect([again.status, await again.json()]).toEqual([201, await first.json()]);
    expect(await fresh.db.$count(tenants, eq(tenants.name, name))).toBe(1);
  });

  it("keeps no refusal and no mistake of ours: their cause may be mended", async () => {
    const externalId = `taken-${serial}`;
    await callApi(ctx, "POST", "/tenants", { key, body: { name: "First", externalId } });
    const refused = await post({ name: "Second", externalId });
    await fresh.db.delete(tenants).where(eq(tenants.externalId, externalId));
    const mended = await post({ name: "Second", externalId });
    expect([refused.status, mended.status]).toEqual([409, 201]);
    const again = await post({ name: "Second", externalId });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const noTenant = { externalId: `later-${serial}` };
    expect((await post(noTenant, "link", "/links")).status).toBe(404);
    await callApi(ctx, "POST", "/tenants", { key, body: { name: "Later", ...noTenant } });
    expect((await post(noTenant, "link", "/links")).status).toBe(201);
    const put = vi.spyOn(ctx.jobs, "put").mockRejectedValueOnce(new Error("no queue"));
    expect((await post({ name: "Broken" }, "broken")).status).toBe(500);
    expect((await post({ name: "Broken" }, "broken")).status).toBe(201);
    put.mockRestore();
  });

  it("refuses another request under the same key", async () => {
    await post({ name: "One" });
    for (const answer of [
      await post({ name: "Two" }),
      await post({ name: "One" }, undefined, "/links"),
    ])
      expect(answer.status).toBe(422);
    expect(await (await post({ name: "Two" })).json()).toMatchObject({
      code: "idempotency_key_reused",
    });
  });

  it("has a second request wait for the first, and does nothing twice after one that died", async () => {
    await post({ name: "Slow" });
    const open = { status: null, sealedBody: null, leaseUntil: new Date(now.getTime() + 1_000) };
    await fresh.db
      .update(idempotencyKeys)
      .set(open)
      .where(eq(idempotencyKeys.key, `retry-${serial}`));
    const early = await post({ name: "Slow" });
    expect([early.status, (await early.json()).code]).toEqual([409, "idempotency_in_progress"]);
    expect(early.headers.get("retry-after")).toBe("2");
    const made = await fresh.db.$count(tenants, eq(tenants.name, "Slow"));
    for (const laterMs of [2_000, 300_000]) {
      now = new Date(now.getTime() + laterMs);
      const late = await post({ name: "Slow" });
      expect([late.status, (await late.json()).code]).toEqual([409, "idempotency_outcome_unknown"]);
      expect(late.headers.has("retry-after")).toBe(false);
    }
    expect(await fresh.db.$count(tenants, eq(tenants.name, "Slow"))).toBe(made);
  });

  it("lets one of many at once run", async () => {
    const name = `Many ${serial}`;
    const answers = await Promise.all(Array.from({ length: 5 }, () => post({ name })));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect(await fresh.db.$count(tenants, eq(tenants.name, name))).toBe(1);
  });

  it("is forgotten after a day", async () => {
    const name = `Daily ${serial}`;
    await post({ name });
    now = new Date(now.getTime() + 25 * 3_600_000);
    expect((await post({ name })).headers.has("idempotency-replayed")).toBe(false);
    expect(await fresh.db.$count(tenants, eq(tenants.name, name))).toBe(2);
  });

  it("keeps a link's secret sealed", async () => {
    const { id } = await (
      await callApi(ctx, "POST", "/tenants", { key, body: { name: "S" } })
    ).json();
    const first = await post({ tenantId: id }, undefined, "/links");
    const { url } = await first.json();
    const kept = JSON.stringify(await fresh.db.select().from(idempotencyKeys));
    expect(url).toMatch(/\/c\/[\w-]{43}$/);
    expect(kept).not.toContain(url.split("/c/")[1]);
    expect((await (await post({ tenantId: id }, undefined, "/links")).json()).url).toBe(url);
    expect(await fresh.db.$count(links, eq(links.tenantId, id))).toBe(1);
  });

  it.each(["", "x".repeat(256), "two words"])("is 1 to 255 visible characters: %j", async (bad) => {
    const answer = await post({ name: "N" }, bad);
    expect((await answer.json()).errors).toMatchObject([{ field: "Idempotency-Key" }]);
  });
});
