import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog, connectionSteps, connections } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { createLink } from "@/lib/links/create-link";
import { type FakeRoutes, goodGraph, graphError, memberContext, phoneNode } from "@/lib/testing";
import { createSignup } from "./create-signup";
import { receiveCode } from "./receive-code";
import { receiveSession } from "./receive-session";
import { resumeSignup } from "./resume-signup";
import { ids, started } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

describe("outcomes of the proof", () => {
  async function finished(
    replace: (own: ReturnType<typeof ids>) => FakeRoutes,
    data: object = {},
    event?: string,
  ) {
    const signup = await started(fresh.db, replace);
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

  const COEXISTENCE = "FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING";
  const unverified =
    (change: object = {}) =>
    (own: ReturnType<typeof ids>) => ({
      [`GET /${own.waba}/phone_numbers`]: {
        body: {
          data: [
            phoneNode({
              id: own.phone,
              display_phone_number: own.display,
              code_verification_status: "NOT_VERIFIED",
              ...change,
            }),
          ],
        },
      },
    });

  it("unverified number: bound, waiting for its verification", async () => {
    const { connection, phone } = await finished(unverified());
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

  it("unverified number: kept from nobody who brings it verified under an account of theirs", async () => {
    const squatter = await finished(unverified());
    const { display: display_phone_number } = squatter;
    const bring = (own: ReturnType<typeof ids>) => ({
      [`GET /${own.waba}/phone_numbers`]: {
        body: { data: [phoneNode({ id: own.phone, display_phone_number })] },
      },
    });
    const noted = { failureCode: "token_invalid" as const };
    const ofSquatter = eq(connections.id, squatter.connection?.id ?? "");
    await fresh.db.update(connections).set(noted).where(ofSquatter);
    const owner = await finished(bring);
    expect(owner.connection).toMatchObject({ state: "provisioning", failureCode: null });
    const stopped = { state: "action_required", failureCode: "connector_refused" } as const;
    const ofOwner = eq(connections.id, owner.connection?.id ?? "");
    await fresh.db.update(connections).set(stopped).where(ofOwner);
    const late = await finished(bring);
    expect(late.view.failure?.code).toBe("number_taken");
  });

  it("coexistence: its number needs no code of ours", async () => {
    const data = { phone_number_id: undefined, business_id: undefined };
    const onApp = unverified({ is_on_biz_app: true, platform_type: "CLOUD_API" });
    for (const event of [COEXISTENCE, "FINISH"]) {
      const { connection } = await finished(onApp, data, event);
      expect(connection).toMatchObject({ state: "provisioning", isCoexistence: true });
    }
  });

  it.each([
    ["Graph does not say so", {}, true],
    ["the app has it and Cloud API has not", { is_on_biz_app: true }, false],
    ["it is not on the app", { is_on_biz_app: false, platform_type: "CLOUD_API" }, false],
  ])("believes no event that speaks of coexistence when %s", async (_name, change, isNoted) => {
    const { connection } = await finished(unverified(change), {}, COEXISTENCE);
    expect(connection).toMatchObject({
      state: "action_required",
      failureCode: "number_unverified",
      isCoexistence: isNoted,
    });
  });

  it("asks for the old fields alone where Graph does not know the new ones", async () => {
    const { connection } = await finished((own) => ({
      [`GET /${own.waba}/phone_numbers`]: ({ query }) =>
        query.get("fields")?.includes("is_on_biz_app")
          ? graphError(100, undefined, "Tried accessing nonexisting field (is_on_biz_app)")
          : { body: { data: [phoneNode({ id: own.phone, display_phone_number: own.display })] } },
    }));
    expect(connection).toMatchObject({ state: "provisioning", isCoexistence: false });
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
    expect((await resumeSignup(ctx, { signupId })).connectionId).toBeUndefined();
    const later = { ...ctx, now: () => new Date(Date.now() + 2_000) };
    expect((await resumeSignup(later, { signupId })).connectionId).toBeTruthy();
  });

  it("finds the account of a code that came without its event", async () => {
    const { ctx, signupId, code, phone } = await started(fresh.db, (own) => ({
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

  it("blames the app's credentials, not the customer, when our own token is refused", async () => {
    const { view } = await finished(() => ({ "GET /debug_token": graphError(190) }));
    expect(view.failure).toMatchObject({ code: "app_credentials_invalid", party: "isv" });
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
