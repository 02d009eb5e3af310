import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connections, signupEvents, signups } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { BUSINESS, type finishEvent, graphError, TOKEN } from "@/lib/testing";
import { receiveCode } from "./receive-code";
import { receiveSession } from "./receive-session";
import { resumeSignup } from "./resume-signup";
import { settleSignup } from "./settle-signup";
import { started } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const rowOf = async (signupId: string) =>
  (await fresh.db.select().from(signups).where(eq(signups.id, signupId)))[0];
const exchanges = (calls: { path: string }[]) =>
  calls.filter(({ path }) => path === "/oauth/access_token").length;

describe("the two halves", () => {
  it("seals the token at once, though no event has come", async () => {
    const { ctx, signupId, code } = await started(fresh.db);
    expect(await receiveCode(ctx, { signupId, code })).toMatchObject({
      status: "code_received",
      connectionId: undefined,
    });
    const row = await rowOf(signupId);
    expect(row?.sealedToken).toBeTruthy();
    expect(row?.sealedToken).not.toContain(TOKEN);
    expect(
      await ctx.vault.open(row?.sealedToken ?? "", {
        tenantId: ctx.actor.tenantId,
        rowId: signupId,
      }),
    ).toBe(TOKEN);
    expect(row?.tokenExpiresAt?.getTime()).toBeGreaterThan(Date.now() + 59 * 86_400_000);
  });

  it.each([
    ["code, then event", ["code", "event"]],
    ["event, then code", ["event", "code"]],
    ["event twice around the code", ["event", "code", "event"]],
    ["CANCEL, then FINISH, then code", ["cancel", "event", "code"]],
    ["code, then a late CANCEL, then FINISH", ["code", "cancel", "event"]],
    ["CANCEL, then code, then FINISH", ["cancel", "code", "event"]],
  ])("make one connection: %s", async (_name, order) => {
    const { ctx, signupId, code, finish, phone, graph } = await started(fresh.db);
    const halves: Record<string, () => Promise<{ connectionId: string | undefined }>> = {
      code: () => receiveCode(ctx, { signupId, code }),
      event: () => receiveSession(ctx, { signupId, event: finish() }),
      cancel: () => receiveSession(ctx, { signupId, event: cancelAt("PHONE_NUMBER_SETUP") }),
    };
    let last: { connectionId: string | undefined } | undefined;
    for (const half of order) last = await halves[half]?.();
    expect(last?.connectionId).toBeTruthy();
    const bound = await fresh.db
      .select()
      .from(connections)
      .where(eq(connections.phoneNumberId, phone));
    expect(bound).toHaveLength(1);
    expect(bound[0]).toMatchObject({
      state: "provisioning",
      tenantId: ctx.actor.tenantId,
      businessId: BUSINESS,
    });
    expect(await rowOf(signupId)).toMatchObject({
      state: "joined",
      sealedToken: null,
      failureCode: null,
    });
    expect(exchanges(graph.calls)).toBe(1);
  });

  it("arriving at once make one connection and one exchange", async () => {
    const { ctx, signupId, code, finish, phone, graph } = await started(fresh.db);
    const post = () => receiveCode(ctx, { signupId, code });
    const answers = await Promise.all([
      post(),
      receiveSession(ctx, { signupId, event: finish() }),
      post(),
      post(),
    ]);
    const settled = await settleSignup(ctx, { tenantId: ctx.actor.tenantId, signupId });
    expect(exchanges(graph.calls)).toBe(1);
    expect(
      new Set(answers.map(({ connectionId }) => connectionId ?? settled.connectionId)).size,
    ).toBe(1);
    expect(await fresh.db.$count(connections, eq(connections.phoneNumberId, phone))).toBe(1);
  });

  it("keep a CANCEL with what support asks for", async () => {
    const { ctx, signupId } = await started(fresh.db);
    const event = {
      type: "WA_EMBEDDED_SIGNUP",
      event: "CANCEL",
      data: {
        error_message: "Not allowed.",
        error_code: "524126",
        session_id: "f34b",
        timestamp: "1",
      },
      later_key: 1,
    };
    const view = await receiveSession(ctx, { signupId, event });
    expect(view).toMatchObject({
      status: "cancelled",
      failure: { code: "signup_error_reported", party: "customer" },
    });
    expect(view.failure?.sentence).toContain("Not allowed.");
    expect((await rowOf(signupId))?.failureDetail).toMatchObject({
      errorCode: "524126",
      sessionId: "f34b",
    });
    const kept = await fresh.db
      .select()
      .from(signupEvents)
      .where(eq(signupEvents.signupId, signupId));
    expect(kept[0]?.payload).toEqual(event);
  });
});

const cancelAt = (step: string) => ({
  type: "WA_EMBEDDED_SIGNUP",
  event: "CANCEL",
  data: { current_step: step },
  version: 3,
});

describe("a FINISH that comes after the account was looked for without it", () => {
  it("is taken, though that look has failed", async () => {
    const { ctx, signupId, code, finish } = await started(fresh.db);
    await receiveCode(ctx, { signupId, code });
    expect(await resumeSignup(ctx, { signupId })).toMatchObject({ status: "failed" });
    const view = await receiveSession(ctx, { signupId, event: finish() });
    expect(view).toMatchObject({ status: "joined", failure: undefined });
    expect(view.connectionId).toBeTruthy();
  });

  it("is taken, though that look is under way, and its failure is not written over it", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isFirst = true;
    const { ctx, signupId, code, finish } = await started(fresh.db, () => ({
      "GET /me": async () => {
        if (isFirst) {
          isFirst = false;
          await held;
        }
        return { body: { client_business_id: BUSINESS } };
      },
    }));
    await receiveCode(ctx, { signupId, code });
    const looking = resumeSignup(ctx, { signupId });
    await expect.poll(() => isFirst).toBe(false);
    const { connectionId } = await receiveSession(ctx, { signupId, event: finish() });
    release();
    await looking;
    expect(connectionId).toBeTruthy();
    expect(await rowOf(signupId)).toMatchObject({
      state: "joined",
      connectionId,
      failureCode: null,
    });
  });
});

describe("the token of a spent code", () => {
  it("is stored by a database that stumbled at first", async () => {
    const { ctx, signupId, code } = await started(fresh.db);
    let stumbles = 2;
    const transaction: typeof ctx.db.transaction = (work, config) => {
      stumbles -= 1;
      if (stumbles >= 0) return Promise.reject(new Error("connection terminated"));
      return fresh.db.transaction(work, config);
    };
    const db = new Proxy(ctx.db, {
      get: (target, name) =>
        name === "transaction" ? transaction : Reflect.get(target, name, target),
    });
    expect(await receiveCode({ ...ctx, db }, { signupId, code })).toMatchObject({
      status: "code_received",
    });
    expect((await rowOf(signupId))?.sealedToken).toBeTruthy();
  });

  it("counts, though a second exchange that took over has failed meanwhile", async () => {
    const { ctx, signupId, code } = await started(fresh.db, () => ({
      "POST /oauth/access_token": async () => {
        await fresh.db
          .update(signups)
          .set({ state: "failed", failureCode: "code_used" })
          .where(eq(signups.id, signupId));
        return { body: { access_token: TOKEN } };
      },
    }));
    expect(await receiveCode(ctx, { signupId, code })).toMatchObject({
      status: "code_received",
      failure: undefined,
    });
  });
});

describe("the same code again", () => {
  it("gets the same answer, later and for a failure too", async () => {
    const good = await started(fresh.db);
    await receiveSession(good.ctx, { signupId: good.signupId, event: good.finish() });
    const first = await receiveCode(good.ctx, { signupId: good.signupId, code: good.code });
    expect(await receiveCode(good.ctx, { signupId: good.signupId, code: good.code })).toEqual(
      first,
    );
    const bad = await started(fresh.db, () => ({
      "POST /oauth/access_token": graphError(100, 36007),
    }));
    const failed = await receiveCode(bad.ctx, { signupId: bad.signupId, code: bad.code });
    expect(failed).toMatchObject({ status: "failed", failure: { code: "code_expired" } });
    expect(await receiveCode(bad.ctx, { signupId: bad.signupId, code: bad.code })).toEqual(failed);
    expect(exchanges(bad.graph.calls)).toBe(1);
  });

  it("finds the sealed token after a process died right after sealing it", async () => {
    const { ctx, signupId, code, finish, graph } = await started(fresh.db);
    await receiveCode(ctx, { signupId, code });
    await fresh.db
      .update(signups)
      .set({ event: "FINISH", eventData: claims(finish()) })
      .where(eq(signups.id, signupId));
    expect((await receiveCode(ctx, { signupId, code })).connectionId).toBeTruthy();
    expect(exchanges(graph.calls)).toBe(1);
  });

  it("takes over from a process that died while verifying", async () => {
    const { ctx, signupId, code, finish } = await started(fresh.db);
    await receiveCode(ctx, { signupId, code });
    const dead = new Date(Date.now() - 1_000);
    await fresh.db
      .update(signups)
      .set({
        state: "joined",
        event: "FINISH",
        eventData: claims(finish()),
        verifyLeaseUntil: dead,
      })
      .where(eq(signups.id, signupId));
    expect((await receiveCode(ctx, { signupId, code })).connectionId).toBeTruthy();
  });

  it("may be posted again when Meta did not answer", async () => {
    let isDown = true;
    const { ctx, signupId, code } = await started(fresh.db, () => ({
      "POST /oauth/access_token": () =>
        isDown ? { status: 500, body: {} } : { body: { access_token: TOKEN } },
    }));
    await expect(receiveCode(ctx, { signupId, code })).rejects.toMatchObject({
      code: "provider_unavailable",
    });
    isDown = false;
    expect(await receiveCode(ctx, { signupId, code })).toMatchObject({
      status: "code_received",
      failure: undefined,
    });
  });

  it("shares one failed verification among all who ask at once", async () => {
    const { ctx, signupId, code, finish, graph } = await started(fresh.db);
    await receiveSession(ctx, { signupId, event: finish({ waba_id: "999000111222333" }) });
    const post = () => receiveCode(ctx, { signupId, code });
    const answers = await Promise.all([post(), post(), post(), post()]);
    expect(new Set(answers.map(({ failure }) => failure?.code))).toEqual(
      new Set(["waba_not_granted"]),
    );
    expect(graph.calls.filter(({ path }) => path === "/debug_token")).toHaveLength(1);
  });

  it("belongs to one signup: another one, of whatever tenant, is refused", async () => {
    const first = await started(fresh.db);
    await receiveCode(first.ctx, { signupId: first.signupId, code: first.code });
    const second = await started(fresh.db);
    const stale = receiveCode(second.ctx, { signupId: second.signupId, code: first.code });
    await expect(stale).rejects.toMatchObject({ code: "conflict", extra: { reason: "code_used" } });
    expect(exchanges(second.graph.calls)).toBe(0);
    expect(await rowOf(second.signupId)).toMatchObject({ state: "open", codeHash: null });
    const foreign = receiveCode(second.ctx, { signupId: first.signupId, code: first.code });
    await expect(foreign).rejects.toMatchObject({ code: "not_found" });
  });
});

function claims(event: ReturnType<typeof finishEvent>) {
  return { wabaIds: [event.data.waba_id], phoneNumberId: event.data.phone_number_id };
}
