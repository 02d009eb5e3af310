import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertSignup } from "@/db/queries/signups";
import { auditLog, signupEvents, stepAttempts, webhookEvents } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { memberContext, TOKEN } from "@/lib/testing";
import { connectionOf, systemWith } from "@/lib/webhooks/testing";
import { disconnectConnection } from "./disconnect-connection";
import { getConnectionForOperator } from "./get-connection-for-operator";
import { operatorOf } from "./operator-testing";
import { recheckConnection } from "./recheck-connection";
import { provenConnection } from "./testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const attemptsOf = (connectionId: string) =>
  fresh.db
    .select()
    .from(stepAttempts)
    .where(eq(stepAttempts.connectionId, connectionId))
    .orderBy(stepAttempts.id);

describe("the tries of steps", () => {
  it("are kept, each with how it ended", async () => {
    const given = await provenConnection(fresh.db, { channel: undefined });
    await given.advance();
    const { connectionId } = given.key;
    const waited = await attemptsOf(connectionId);
    expect(waited.map(({ step, outcome }) => `${step} ${outcome}`).toSorted()).toEqual([
      "await_channel wait",
      "install_connector done",
      "register_phone skipped",
      "subscribe_app done",
    ]);
    given.bird.channel = "active";
    given.clock.now += 60_000;
    await given.advance();
    const again = (await attemptsOf(connectionId)).filter(({ step }) => step === "await_channel");
    expect(again.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [1, "wait"],
      [2, "done"],
    ]);
    expect(again[1]?.finishedAt).toEqual(new Date(given.clock.now));
  });

  it("keep what Meta said, and count on after a failure that is tried again", async () => {
    const refusal = {
      status: 400,
      body: { error: { message: "no", code: 100, error_subcode: 33, fbtrace_id: "Atrace" } },
    };
    const answers = [{ status: 503, body: {} }, refusal];
    const given = await provenConnection(fresh.db, {
      meta: { "POST /:waba/subscribed_apps": () => answers.shift() ?? refusal },
    });
    await given.advance();
    given.clock.now += 60_000;
    await given.advance();
    const tries = (await attemptsOf(given.key.connectionId)).filter(
      ({ step }) => step === "subscribe_app",
    );
    expect(tries).toMatchObject([
      { attempt: 1, outcome: "retry", failureCode: "meta_unavailable" },
      { attempt: 2, outcome: "blocked", failureDetail: { metaCode: 100, fbtraceId: "Atrace" } },
    ]);
    const view = await getConnectionForOperator(await operatorOf(given.ctx), {
      connectionId: given.key.connectionId,
      after: undefined,
    });
    const told = view.timeline.entries.filter(({ kind }) => kind === "attempt");
    expect(told.find(({ isBad }) => isBad)?.facts).toContainEqual(["fbtraceId", "Atrace"]);
    expect(JSON.parse(view.bundle).attempts).toContainEqual(
      expect.objectContaining({ step: "subscribe_app", attempt: 2, outcome: "blocked" }),
    );
  });
});

/** A connection to which one thing of each kind has happened, oldest first: action, event, webhook, try, action. */
async function eventful() {
  const { ctx: system, tenant } = await systemWith(fresh.db);
  const ctx = await operatorOf(system);
  const signup = await insertSignup(fresh.db, { tenantId: tenant.id });
  const connection = await connectionOf(system, tenant.id, {
    signupId: signup.id,
    sealedPin: "sealed-pin-canary",
    failureCode: null,
  });
  const key = { tenantId: tenant.id, connectionId: connection.id };
  const about = { tenantId: tenant.id, subjectId: connection.id };
  await recordAudit(fresh.db, ctx, { action: "connection.first", ...about });
  await fresh.db.insert(signupEvents).values({
    ...{ tenantId: tenant.id, signupId: signup.id, digest: newId() },
    payload: { event: "FINISH", data: { waba_id: "1", code: "AQ-code-canary" } },
  });
  await fresh.db.insert(webhookEvents).values({
    ...key,
    ...{ provider: "meta" as const, sourceId: "1", dedupeKey: newId(), kind: "account_update" },
    ...{ state: "processed" as const, result: "noted", occurredAt: new Date() },
    payload: { event: "PARTNER_REMOVED", access_token: TOKEN, pin: "123456" },
  });
  await fresh.db.insert(stepAttempts).values({
    ...key,
    ...{ step: "check_health" as const, attempt: 1, outcome: "done" as const },
    ...{ startedAt: new Date(), finishedAt: new Date() },
  });
  await recordAudit(fresh.db, ctx, { action: "connection.last", ...about });
  return { ctx, key, connection };
}

describe("an operator's view of a connection", () => {
  it("tells all that happened, newest first, and by whom", async () => {
    const { ctx, key } = await eventful();
    const { timeline } = await getConnectionForOperator(ctx, { ...key, after: undefined });
    expect(timeline.entries.map(({ kind }) => kind)).toEqual([
      ...["audit", "attempt", "webhook", "session", "audit"],
    ]);
    expect(timeline.entries[0]).toMatchObject({
      title: "connection.last",
      actor: "Olga Operator, operator",
    });
    expect(timeline.entries[2]).toMatchObject({
      title: "Meta: account_update",
      result: "Processed (noted)",
    });
    expect(timeline.older).toBeUndefined();
  });

  it("goes on where the page before ended", async () => {
    const { ctx, key } = await eventful();
    const about = { tenantId: key.tenantId, subjectId: key.connectionId };
    for (let place = 0; place < 60; place += 1)
      await recordAudit(fresh.db, ctx, { action: `connection.n${place}`, ...about });
    const first = await getConnectionForOperator(ctx, { ...key, after: undefined });
    const { older } = first.timeline;
    expect(first.timeline.entries).toHaveLength(50);
    const second = await getConnectionForOperator(ctx, { ...key, after: older });
    expect(second.timeline.older).toBeUndefined();
    const titles = [...first.timeline.entries, ...second.timeline.entries].map(
      ({ title }) => title,
    );
    expect(titles).toHaveLength(65);
    expect(new Set(titles).size).toBe(65);
    expect(titles.at(-1)).toBe("connection.first");
    expect(second.bundle.replace(/"madeAt".*/, "")).toBe(first.bundle.replace(/"madeAt".*/, ""));
  });

  it("and its support bundle hold no secret", async () => {
    const { ctx, key, connection } = await eventful();
    const view = await getConnectionForOperator(ctx, { ...key, after: undefined });
    const text = JSON.stringify(view);
    const { sealedToken, tokenFingerprint } = connection;
    for (const secret of [TOKEN, sealedToken, tokenFingerprint, "sealed-pin-canary", "123456"])
      expect(text).not.toContain(secret);
    expect(text).not.toContain("AQ-code-canary");
    expect(text).not.toMatch(/sealed|fingerprint/i);
    expect(JSON.parse(view.bundle)).toMatchObject({
      connection: { id: key.connectionId, wabaId: connection.wabaId, state: "connected" },
      signups: [{ id: connection.signupId }],
      webhooks: [{ kind: "account_update", result: "noted" }],
      attempts: [{ step: "check_health" }],
    });
  });

  it("shows nothing of another tenant, and nothing that is not there", async () => {
    const { ctx, key } = await eventful();
    const other = await eventful();
    await fresh.db.insert(auditLog).values({
      ...{ tenantId: other.key.tenantId, subjectId: key.connectionId },
      ...{ action: "connection.foreign", actorKind: "system" as const },
    });
    const { timeline } = await getConnectionForOperator(ctx, { ...key, after: undefined });
    expect(timeline.entries.map(({ title }) => title)).not.toContain("connection.foreign");
    const missing = { connectionId: newId(), after: undefined };
    await expect(getConnectionForOperator(ctx, missing)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is for operators; viewers look and have no lever", async () => {
    const { ctx, key } = await eventful();
    const viewer = await operatorOf(ctx, "viewer");
    const input = { ...key, after: undefined };
    expect((await getConnectionForOperator(viewer, input)).levers).toEqual({
      ...{ canRetry: false, canCancel: false, canDisconnect: false, canReconnect: false },
    });
    expect((await getConnectionForOperator(ctx, input)).levers).toMatchObject({
      canDisconnect: true,
      canReconnect: true,
    });
    for (const verb of [disconnectConnection, recheckConnection])
      await expect(verb(viewer, key)).rejects.toMatchObject({ code: "forbidden" });
    const { ctx: member } = await memberContext(fresh.db);
    await expect(
      getConnectionForOperator(member as unknown as Context<Operator>, input),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});
