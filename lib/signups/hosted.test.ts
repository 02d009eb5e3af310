import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog, connections, links, signups, tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Scope } from "@/lib/api-keys/states";
import { addLink } from "@/lib/auth/testing";
import type { ApiKey, Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { type FakeRoutes, graphError, memberContext, TOKEN } from "@/lib/testing";
import { CreateSignup } from "./create-signup";
import { ReceiveHostedSignup, receiveHostedSignup } from "./receive-hosted-signup";
import { getSignupRecord } from "./signup-records";
import { ids } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const NUMBER_ID = "0b9a8c9e-5d0f-4a53-9a87-5f0a4a3d2c11";

/** A key of the ISV, a tenant, and a window of Meta's that has just ended. */
async function ended(
  replace: (own: ReturnType<typeof ids>) => FakeRoutes = () => ({}),
  bird: FakeRoutes = {},
) {
  const own = ids();
  const made = await memberContext(fresh.db, {
    meta: own.graph(replace(own)),
    bird,
    workspaceId: `workspace-${own.phone}`,
  });
  const { tenant, graph } = made;
  const as = (...scopes: Scope[]): Context<ApiKey> => ({
    ...made.ctx,
    actor: { kind: "api_key", keyId: newId(), scopes },
  });
  const body = {
    tenantId: tenant.id,
    code: own.code,
    wabaId: own.waba,
    phoneNumberId: own.phone,
  };
  const post = (change: object = {}, ctx = as("signups:write")) =>
    receiveHostedSignup(ctx, ReceiveHostedSignup.parse({ ...body, ...change }));
  return { ...own, ...made, as, body, post, graph, tenant };
}

const rowOf = async (signupId: string) =>
  (await fresh.db.select().from(signups).where(eq(signups.id, signupId)))[0];
const rowsOf = (tenantId: string) =>
  fresh.db.select().from(signups).where(eq(signups.tenantId, tenantId));
const exchanges = (calls: { path: string }[]) =>
  calls.filter(({ path }) => path === "/oauth/access_token").length;
const numberAt = ({ phone, display }: { phone: string; display: string }): FakeRoutes => ({
  [`GET /workspaces/workspace-${phone}/numbers/${NUMBER_ID}`]: {
    body: { id: NUMBER_ID, number: display.replace(/[^+\d]/g, ""), status: "active" },
  },
});

describe("a signup on a page of the ISV's own", () => {
  it("makes a connection, sealed and proven, by the tenant's id or the ISV's own", async () => {
    const { post, tenant, phone, ctx } = await ended();
    await fresh.db.update(tenants).set({ externalId: phone }).where(eq(tenants.id, tenant.id));
    const view = await post({ tenantId: undefined, externalId: phone });
    expect(view).toMatchObject({ status: "joined", tenantId: tenant.id, failure: undefined });
    const [connection] = await fresh.db
      .select()
      .from(connections)
      .where(eq(connections.id, view.connectionId ?? ""));
    expect(connection).toMatchObject({ phoneNumberId: phone, tenantId: tenant.id });
    expect(
      await ctx.vault.open(connection?.sealedToken ?? "", {
        tenantId: tenant.id,
        rowId: connection?.id ?? "",
      }),
    ).toBe(TOKEN);
  });

  it("is exchanged and sealed before Bird is asked to the end", async () => {
    let sealed: string | null | undefined;
    const own = await ended(
      () => ({}),
      new Proxy({} as FakeRoutes, {
        get: () => async () => {
          await expect
            .poll(async () => (sealed = (await rowsOf(own.tenant.id))[0]?.sealedToken))
            .toBeTruthy();
          return "lost";
        },
      }),
    );
    await expect(own.post({ numberId: NUMBER_ID })).rejects.toMatchObject({
      code: "provider_unavailable",
    });
    expect(sealed).toBeTruthy();
    expect((await rowsOf(own.tenant.id))[0]).toMatchObject({ state: "code_received" });
  });

  it("goes on where it stopped when Bird answers the second time", async () => {
    const routes: FakeRoutes = {};
    const own = await ended(() => ({}), routes);
    const path = `GET /workspaces/workspace-${own.phone}/numbers/${NUMBER_ID}`;
    routes[path] = { status: 404, body: { code: "NotFound", message: "no" } };
    await expect(own.post({ numberId: NUMBER_ID })).rejects.toMatchObject({
      code: "invalid_input",
      extra: { errors: [{ field: "numberId" }] },
    });
    Object.assign(routes, numberAt(own));
    const view = await own.post({ numberId: NUMBER_ID });
    expect(view.connectionId).toBeTruthy();
    expect(exchanges(own.graph.calls)).toBe(1);
    expect(await rowOf(view.id)).toMatchObject({ numberId: NUMBER_ID });
    const stored = and(
      eq(auditLog.subjectId, view.id),
      eq(auditLog.action, "signup.number_stored"),
    );
    await own.post({ numberId: NUMBER_ID });
    expect(await fresh.db.select().from(auditLog).where(stored)).toMatchObject([
      { tenantId: own.tenant.id, detail: { numberId: NUMBER_ID } },
    ]);
    expect(await rowsOf(own.tenant.id)).toHaveLength(1);
  });

  it("gives the same code the same answer, at once and later, whoever of the keys sends it", async () => {
    const { post, graph, tenant, phone } = await ended();
    const answers = await Promise.all([post(), post(), post(), post()]);
    const [first] = answers;
    expect(first?.connectionId).toBeTruthy();
    for (const answer of [...answers, await post()]) expect(answer).toEqual(first);
    expect(exchanges(graph.calls)).toBe(1);
    expect(await rowsOf(tenant.id)).toHaveLength(1);
    expect(await fresh.db.$count(connections, eq(connections.phoneNumberId, phone))).toBe(1);
  });

  it.each([
    ["code_expired", () => ({ "POST /oauth/access_token": graphError(100, 36007) })],
    [
      "waba_not_granted",
      ({ waba }: { waba: string }) => ({ [`GET /${waba}`]: graphError(100, 33) }),
    ],
  ])("answers a failure as it is, twice the same: %s", async (code, replace) => {
    const { post, graph } = await ended(replace as () => FakeRoutes);
    const first = await post();
    expect(first).toMatchObject({ status: "failed", failure: { code } });
    expect(await post()).toEqual(first);
    expect(exchanges(graph.calls)).toBe(1);
  });

  it("may be sent again when Meta did not answer", async () => {
    let isDown = true;
    const { post, tenant } = await ended(() => ({
      "POST /oauth/access_token": () =>
        isDown ? { status: 500, body: {} } : { body: { access_token: TOKEN } },
    }));
    await expect(post()).rejects.toMatchObject({ code: "provider_unavailable" });
    isDown = false;
    expect((await post()).connectionId).toBeTruthy();
    expect(await rowsOf(tenant.id)).toHaveLength(1);
  });

  it("takes over from a process that died right after writing the signup down", async () => {
    const { post, tenant, ctx, code } = await ended();
    const { digest } = await import("@/lib/vault/digest");
    await fresh.db
      .insert(signups)
      .values({ tenantId: tenant.id, state: "code_received", codeHash: digest(code) });
    expect((await post()).connectionId).toBeTruthy();
    expect(await rowsOf(ctx.actor.tenantId)).toHaveLength(1);
  });

  it("never takes a claimed number that the token does not reach", async () => {
    const { post, tenant } = await ended();
    expect(await post({ phoneNumberId: "999000111222333" })).toMatchObject({
      status: "failed",
      failure: { code: "number_not_in_waba" },
    });
    expect(await fresh.db.$count(connections, eq(connections.tenantId, tenant.id))).toBe(0);
  });

  it("completes its link, also one whose time was over meanwhile", async () => {
    for (const state of ["viewed", "expired"] as const) {
      const { post, tenant } = await ended();
      const { id: linkId } = await addLink(fresh.db, { tenantId: tenant.id, state });
      await post({ linkId });
      const [link] = await fresh.db.select().from(links).where(eq(links.id, linkId));
      expect(link?.state).toBe("completed");
    }
  });

  it("is refused for a link of another tenant, or one that was taken back, and exchanges nothing", async () => {
    const { post, tenant, graph } = await ended();
    const other = await ended();
    const foreign = await addLink(fresh.db, { tenantId: other.tenant.id });
    const revoked = await addLink(fresh.db, { tenantId: tenant.id, state: "revoked" });
    const refusal = { code: "gone", message: "This link is no longer valid." };
    for (const linkId of [foreign.id, revoked.id, newId()])
      await expect(post({ linkId })).rejects.toMatchObject(refusal);
    expect(exchanges(graph.calls)).toBe(0);
    expect(await rowsOf(tenant.id)).toHaveLength(0);
  });

  it("refuses a code of another tenant's signup without a word about it", async () => {
    const first = await ended();
    await first.post();
    const second = await ended();
    await expect(second.post({ code: first.code })).rejects.toMatchObject({
      code: "conflict",
      extra: { reason: "code_used" },
    });
    expect(exchanges(second.graph.calls)).toBe(0);
    expect(await rowsOf(second.tenant.id)).toHaveLength(0);
  });

  it("is for keys with the scope, of a tenant that is there", async () => {
    const { post, as, tenant } = await ended();
    await expect(post({}, as("signups:read", "connections:write"))).rejects.toMatchObject({
      code: "forbidden",
      extra: { reason: "insufficient_scope" },
    });
    await expect(post({ tenantId: newId() })).rejects.toMatchObject({ code: "not_found" });
    await fresh.db.update(tenants).set({ archivedAt: new Date() }).where(eq(tenants.id, tenant.id));
    await expect(post()).rejects.toMatchObject({ extra: { reason: "tenant_archived" } });
  });

  it("leaves neither code nor token in its rows, and says which key it was", async () => {
    const { post, as, code, tenant } = await ended();
    const key = as("signups:write");
    const view = await post({}, key);
    const audited = await fresh.db.select().from(auditLog).where(eq(auditLog.subjectId, view.id));
    expect(audited.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["signup.created", "signup.token_sealed"]),
    );
    for (const row of audited)
      expect(row).toMatchObject({ actorKind: "api_key", actorId: key.actor.keyId });
    const kept = JSON.stringify([audited, view, await rowsOf(tenant.id)]);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(TOKEN);
  });
});

describe("what is posted", () => {
  const good = { tenantId: newId(), code: "AQ", wabaId: "1", phoneNumberId: "2" };
  it("is refused alike on our own pages with a number that is a step up in a path", () => {
    expect(CreateSignup.safeParse({ numberId: ".." }).success).toBe(false);
    expect(CreateSignup.parse({ numberId: null })).toEqual({});
  });

  it.each([
    ["both names", { externalId: "x" }],
    ["no name", { tenantId: undefined }],
    ["a code with a blank", { code: "A Q" }],
    ["an id that is a number", { wabaId: 524126980791429 }],
    ["an event that is no end", { event: "CANCEL" }],
    ["a number that is a step up in a path", { numberId: ".." }],
    ["something unknown", { token: "EAAG" }],
  ])("is refused with %s", (_name, change) => {
    expect(ReceiveHostedSignup.safeParse({ ...good, ...change }).success).toBe(false);
  });
});

describe("reading a signup back", () => {
  it("takes its own scope and tells what posting told", async () => {
    const { post, as, tenant } = await ended();
    const view = await post();
    expect(await getSignupRecord(as("signups:read"), { signupId: view.id })).toMatchObject({
      id: view.id,
      tenantId: tenant.id,
      linkId: null,
      state: "joined",
      connectionId: view.connectionId,
      failure: null,
    });
    const signupId = view.id;
    await expect(getSignupRecord(as("signups:write"), { signupId })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(getSignupRecord(as("signups:read"), { signupId: newId() })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
