import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog, connectionSteps, connections, signupEvents, signups } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { createLink } from "@/lib/links/create-link";
import {
  BUSINESS,
  type FakeRoutes,
  finishEvent,
  goodGraph,
  graphError,
  memberContext,
  PHONE,
  phoneNode,
  TOKEN,
  WABA,
} from "@/lib/testing";
import { createSignup } from "./create-signup";
import { receiveCode } from "./receive-code";
import { receiveSession } from "./receive-session";
import { resumeSignup } from "./resume-signup";
import { settleSignup } from "./settle-signup";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

let serial = 0;
/** Ids of its own per test, so that tests share one database without meeting. */
function ids() {
  serial += 1;
  const waba = `${WABA}${serial}`;
  const phone = `${PHONE}${serial}`;
  const display = `+1 631-555-${String(1000 + serial)}`;
  const graph = (replace: FakeRoutes = {}) =>
    goodGraph({
      [`GET /${waba}`]: {
        body: { id: waba, name: "Harbor", owner_business_info: { id: BUSINESS } },
      },
      [`GET /${waba}/phone_numbers`]: {
        body: { data: [phoneNode({ id: phone, display_phone_number: display })] },
      },
      ...replace,
    });
  const finish = (data: object = {}, event?: string) =>
    finishEvent({ waba_id: waba, phone_number_id: phone, ...data }, event);
  return { waba, phone, display, graph, finish, code: `AQ-code-${serial}` };
}

async function started(replace: (own: ReturnType<typeof ids>) => FakeRoutes = () => ({})) {
  const own = ids();
  const member = await memberContext(fresh.db, { meta: own.graph(replace(own)) });
  const { id: signupId } = await createSignup(member.ctx, {
    linkId: undefined,
    numberId: undefined,
  });
  return { ...own, ...member, signupId };
}

const rowOf = async (signupId: string) =>
  (await fresh.db.select().from(signups).where(eq(signups.id, signupId)))[0];
const exchanges = (calls: { path: string }[]) =>
  calls.filter(({ path }) => path === "/oauth/access_token").length;

describe("the two halves", () => {
  it("seals the token at once, though no event has come", async () => {
    const { ctx, signupId, code } = await started();
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
    const { ctx, signupId, code, finish, phone, graph } = await started();
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
    const { ctx, signupId, code, finish, phone, graph } = await started();
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
    const { ctx, signupId } = await started();
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

describe("the same code again", () => {
  it("gets the same answer, later and for a failure too", async () => {
    const good = await started();
    await receiveSession(good.ctx, { signupId: good.signupId, event: good.finish() });
    const first = await receiveCode(good.ctx, { signupId: good.signupId, code: good.code });
    expect(await receiveCode(good.ctx, { signupId: good.signupId, code: good.code })).toEqual(
      first,
    );
    const bad = await started(() => ({ "POST /oauth/access_token": graphError(100, 36007) }));
    const failed = await receiveCode(bad.ctx, { signupId: bad.signupId, code: bad.code });
    expect(failed).toMatchObject({ status: "failed", failure: { code: "code_expired" } });
    expect(await receiveCode(bad.ctx, { signupId: bad.signupId, code: bad.code })).toEqual(failed);
    expect(exchanges(bad.graph.calls)).toBe(1);
  });

  it("finds the sealed token after a process died right after sealing it", async () => {
    const { ctx, signupId, code, finish, graph } = await started();
    await receiveCode(ctx, { signupId, code });
    await fresh.db
      .update(signups)
      .set({ event: "FINISH", eventData: claims(finish()) })
      .where(eq(signups.id, signupId));
    expect((await receiveCode(ctx, { signupId, code })).connectionId).toBeTruthy();
    expect(exchanges(graph.calls)).toBe(1);
  });

  it("takes over from a process that died while verifying", async () => {
    const { ctx, signupId, code, finish } = await started();
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
    const { ctx, signupId, code } = await started(() => ({
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

  it("belongs to one signup: another one, of whatever tenant, is refused", async () => {
    const first = await started();
    await receiveCode(first.ctx, { signupId: first.signupId, code: first.code });
    const second = await started();
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

describe("outcomes of the proof", () => {
  async function finished(
    replace: (own: ReturnType<typeof ids>) => FakeRoutes,
    data: object = {},
    event?: string,
  ) {
    const signup = await started(replace);
    await receiveSession(signup.ctx, {
      signupId: signup.signupId,
      event: signup.finish(data, event),
    });
    const view = await receiveCode(signup.ctx, { signupId: signup.signupId, code: signup.code });
    const [connection] = view.connectionId
      ? await fresh.db.select().from(connections).where(eq(connections.id, view.connectionId))
      : [];
    return { ...signup, view, connection };
  }

  it("no number: a connection that waits for one", async () => {
    const none = (own: ReturnType<typeof ids>) => ({
      [`GET /${own.waba}/phone_numbers`]: { body: { data: [] } },
    });
    const { connection } = await finished(none, { phone_number_id: "" }, "FINISH_ONLY_WABA");
    expect(connection).toMatchObject({
      state: "action_required",
      failureCode: "number_missing",
      phoneNumberId: null,
    });
  });

  it("several numbers: a picker, never the first one", async () => {
    const several = (own: ReturnType<typeof ids>) => ({
      [`GET /${own.waba}/phone_numbers`]: {
        body: {
          data: [
            phoneNode({ id: `${own.phone}01`, display_phone_number: "+1 631-555-7001" }),
            phoneNode({ id: `${own.phone}02`, display_phone_number: "+1 631-555-7002" }),
          ],
        },
      },
    });
    const { connection } = await finished(several, { phone_number_id: undefined });
    expect(connection).toMatchObject({
      state: "action_required",
      failureCode: "number_choice_required",
      phoneNumberId: null,
    });
    expect(connection?.choices?.map(({ phoneNumber }) => phoneNumber)).toEqual([
      "+16315557001",
      "+16315557002",
    ]);
  });

  it("unverified number: bound, waiting for its verification", async () => {
    const unverified = (own: ReturnType<typeof ids>) => ({
      [`GET /${own.waba}/phone_numbers`]: {
        body: {
          data: [
            phoneNode({
              id: own.phone,
              display_phone_number: own.display,
              code_verification_status: "NOT_VERIFIED",
            }),
          ],
        },
      },
    });
    const { connection, phone } = await finished(unverified);
    expect(connection).toMatchObject({
      state: "action_required",
      failureCode: "number_unverified",
      phoneNumberId: phone,
    });
    const steps = await fresh.db
      .select()
      .from(connectionSteps)
      .where(eq(connectionSteps.connectionId, connection?.id ?? ""));
    expect(steps.map(({ step, state }) => [step, state])).toEqual([
      ["exchange_code", "done"],
      ["verify_grant", "blocked"],
    ]);
  });

  it("coexistence: its number needs no code of ours", async () => {
    const unverified = (own: ReturnType<typeof ids>) => ({
      [`GET /${own.waba}/phone_numbers`]: {
        body: {
          data: [
            phoneNode({
              id: own.phone,
              display_phone_number: own.display,
              code_verification_status: "NOT_VERIFIED",
            }),
          ],
        },
      },
    });
    const event = "FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING";
    const { connection } = await finished(
      unverified,
      { phone_number_id: undefined, business_id: undefined },
      event,
    );
    expect(connection).toMatchObject({ state: "provisioning", isCoexistence: true });
  });

  it.each([
    ["a WABA the token does not reach", { waba_id: "999000111222333" }, "waba_not_granted"],
    [
      "a number that is not in the WABA",
      { phone_number_id: "888000111222333" },
      "number_not_in_waba",
    ],
  ])("refuses %s and binds nothing", async (_name, data, code) => {
    const { view, ctx, signupId } = await finished(() => ({}), data);
    expect(view).toMatchObject({
      status: "failed",
      connectionId: undefined,
      failure: { code, party: "customer" },
    });
    expect(await fresh.db.$count(connections, eq(connections.tenantId, ctx.actor.tenantId))).toBe(
      0,
    );
    const audit = await fresh.db.select().from(auditLog).where(eq(auditLog.subjectId, signupId));
    expect(audit.map(({ action }) => action)).toContain("signup.failed");
  });

  it.each([
    ["dead", { is_valid: false, app_id: "634974688087057" }],
    ["of another app", { is_valid: true, app_id: "1" }],
  ])("refuses a token that is %s", async (_name, data) => {
    const { view } = await finished(() => ({ "GET /debug_token": { body: { data } } }));
    expect(view.failure?.code).toBe("token_invalid");
  });

  it("never moves another tenant's number, whoever finishes first", async () => {
    const first = await finished(() => ({}));
    const holder = first.connection;
    const thief = await memberContext(fresh.db, { meta: goodGraphOf(first) });
    const { id: signupId } = await createSignup(thief.ctx, {
      linkId: undefined,
      numberId: undefined,
    });
    await receiveSession(thief.ctx, { signupId, event: first.finish() });
    const view = await receiveCode(thief.ctx, { signupId, code: `${first.code}-thief` });
    expect(view).toMatchObject({
      status: "failed",
      failure: { code: "number_taken", party: "isv" },
    });
    expect(await receiveCode(thief.ctx, { signupId, code: `${first.code}-thief` })).toEqual(view);
    const [after] = await fresh.db
      .select()
      .from(connections)
      .where(eq(connections.id, holder?.id ?? ""));
    expect(after).toEqual(holder);
  });

  it("connecting the same number again renews the connection in place", async () => {
    const first = await finished(() => ({}));
    const again = await createSignup(first.ctx, { linkId: undefined, numberId: undefined });
    await receiveSession(first.ctx, { signupId: again.id, event: first.finish() });
    const view = await receiveCode(first.ctx, { signupId: again.id, code: `${first.code}-again` });
    expect(view.connectionId).toBe(first.connection?.id);
    const [row] = await fresh.db
      .select()
      .from(connections)
      .where(eq(connections.id, view.connectionId ?? ""));
    expect(row).toMatchObject({ version: 2, signupId: again.id });
    expect(row?.sealedToken).not.toBe(first.connection?.sealedToken);
  });

  it("waits while Meta is down, and goes on by itself", async () => {
    let isDown = true;
    const { view, ctx, signupId } = await finished((own) => ({
      [`GET /${own.waba}`]: () =>
        isDown
          ? graphError(2, undefined, "Service temporarily unavailable")
          : { body: { id: own.waba, name: "Harbor" } },
    }));
    expect(view).toMatchObject({
      status: "joined",
      failure: { code: "meta_unavailable", isAutomatic: true },
    });
    isDown = false;
    expect((await resumeSignup(ctx, { signupId })).connectionId).toBeTruthy();
  });

  it("finds the account of a code that came without its event", async () => {
    const { ctx, signupId, code, phone } = await started((own) => ({
      "GET /debug_token": {
        body: {
          data: {
            app_id: "634974688087057",
            is_valid: true,
            granular_scopes: [{ scope: "whatsapp_business_management", target_ids: [own.waba] }],
          },
        },
      },
    }));
    await receiveCode(ctx, { signupId, code });
    const { connectionId } = await resumeSignup(ctx, { signupId });
    const [row] = await fresh.db
      .select()
      .from(connections)
      .where(eq(connections.id, connectionId ?? ""));
    expect(row?.phoneNumberId).toBe(phone);
  });

  it("refuses a number other than the one the link expects", async () => {
    const own = ids();
    const { ctx, tenant } = await memberContext(fresh.db, { meta: own.graph() });
    const system = { ...ctx, actor: { kind: "system" as const } };
    const link = await createLink(system, {
      tenantId: tenant.id,
      expectedPhoneNumber: "+31612345678",
    });
    const { id: signupId } = await createSignup(ctx, { linkId: link.id, numberId: undefined });
    await receiveSession(ctx, { signupId, event: own.finish() });
    const view = await receiveCode(ctx, { signupId, code: own.code });
    expect(view.failure?.code).toBe("number_mismatch");
  });
});

function goodGraphOf(own: Pick<ReturnType<typeof ids>, "waba" | "phone" | "display">): FakeRoutes {
  return {
    ...goodGraph(),
    [`GET /${own.waba}`]: { body: { id: own.waba, name: "Harbor" } },
    [`GET /${own.waba}/phone_numbers`]: {
      body: { data: [phoneNode({ id: own.phone, display_phone_number: own.display })] },
    },
  };
}
