import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connections, links, signups } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Context, Member } from "@/lib/context";
import { sweep as expire } from "@/lib/jobs/sweep";
import { sweepSignups } from "@/lib/jobs/sweep-signups";
import { createLink } from "@/lib/links/create-link";
import { createSignup } from "@/lib/signups/create-signup";
import { receiveCode } from "@/lib/signups/receive-code";
import { receiveSession } from "@/lib/signups/receive-session";
import {
  type FakeRoutes,
  finishEvent,
  goodGraph,
  memberContext,
  phoneNode,
  TOKEN,
  WABA,
} from "@/lib/testing";
import { chooseNumber } from "./choose-number";
import { getConnectionView } from "./get-connection-view";
import { recheckConnection } from "./recheck-connection";
import type { ConnectionView } from "./view";
import { watchConnection } from "./watch-connection";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

let serial = 0;
const phonesOf = (phones: unknown[]): FakeRoutes => ({
  [`GET /${WABA}/phone_numbers`]: () => ({ body: { data: phones } }),
});

/** A signup that ended with this list of numbers in the WABA and no claimed number. */
async function connected(
  phones: unknown[],
  change: { phone_number_id?: string; waba_ids?: string[] } = {},
) {
  serial += 1;
  const member = await memberContext(fresh.db, { meta: goodGraph(phonesOf(phones)) });
  const system = { ...member.ctx, actor: { kind: "system" as const } };
  const link = await createLink(system, { tenantId: member.tenant.id });
  const { id: signupId } = await createSignup(member.ctx, { linkId: link.id, numberId: undefined });
  await receiveSession(member.ctx, {
    signupId,
    event: finishEvent({ phone_number_id: undefined, ...change }),
  });
  const { connectionId } = await receiveCode(member.ctx, {
    signupId,
    code: `AQ-connections-${serial}`,
  });
  if (!connectionId) throw new Error("no connection");
  return { ...member, link, signupId, connectionId };
}

const own = (offset: number) => ({
  id: `7000${serial}${offset}`,
  display_phone_number: `+1 631-555-${2000 + serial * 10 + offset}`,
});
const linkState = async (id: string) =>
  (await fresh.db.select().from(links).where(eq(links.id, id)))[0]?.state;

describe("choosing among several numbers", () => {
  it("binds the chosen one, completes the link, and takes no number that was not offered", async () => {
    const [first, second] = [phoneNode(own(1)), phoneNode(own(2))];
    const { ctx, connectionId, link } = await connected([first, second]);
    expect(await linkState(link.id)).toBe("started");
    const foreign = chooseNumber(ctx, { connectionId, phoneNumberId: "123456" });
    await expect(foreign).rejects.toMatchObject({ code: "invalid_input" });
    expect(await chooseNumber(ctx, { connectionId, phoneNumberId: second.id })).toEqual({
      connectionId,
    });
    const [row] = await fresh.db.select().from(connections).where(eq(connections.id, connectionId));
    expect(row).toMatchObject({
      state: "provisioning",
      phoneNumberId: second.id,
      choices: [],
      failureCode: null,
    });
    expect(
      await ctx.vault.open(row?.sealedToken ?? "", {
        tenantId: ctx.actor.tenantId,
        rowId: connectionId,
      }),
    ).toBe(TOKEN);
    expect(await linkState(link.id)).toBe("completed");
    expect(await chooseNumber(ctx, { connectionId, phoneNumberId: second.id })).toEqual({
      connectionId,
    });
  });

  it("moves no number when two tabs choose two", async () => {
    const [first, second] = [phoneNode(own(6)), phoneNode(own(7))];
    const { ctx, connectionId } = await connected([first, second]);
    const answers = await Promise.allSettled(
      [first, second].map(({ id }) => chooseNumber(ctx, { connectionId, phoneNumberId: id })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = answers.find((answer) => answer.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "conflict" });
  });

  it("goes into the connection that already has this number", async () => {
    const [first, second] = [phoneNode(own(3)), phoneNode(own(4))];
    const { ctx, connectionId } = await connected([first, second]);
    await chooseNumber(ctx, { connectionId, phoneNumberId: first.id });
    const again = await createSignup(ctx, { linkId: undefined, numberId: undefined });
    await receiveSession(ctx, {
      signupId: again.id,
      event: finishEvent({ phone_number_id: undefined }),
    });
    const waiting = await receiveCode(ctx, { signupId: again.id, code: `AQ-again-${serial}` });
    expect(waiting.connectionId).not.toBe(connectionId);
    const chosen = await chooseNumber(ctx, {
      connectionId: waiting.connectionId ?? "",
      phoneNumberId: first.id,
    });
    expect(chosen).toEqual({ connectionId });
    const [signup] = await fresh.db.select().from(signups).where(eq(signups.id, again.id));
    expect(signup?.connectionId).toBe(connectionId);
    expect(await fresh.db.$count(connections, eq(connections.tenantId, ctx.actor.tenantId))).toBe(
      1,
    );
  });
});

describe("check again", () => {
  it("moves on once the customer has mended it at Meta", async () => {
    const phone = phoneNode({ ...own(1), code_verification_status: "NOT_VERIFIED" });
    const { ctx, connectionId } = await connected([phone]);
    await recheckConnection(ctx, { connectionId });
    expect(await getConnectionView(ctx, { connectionId })).toMatchObject({
      state: "action_required",
      heading: "Connection needs attention",
      failure: { code: "number_unverified", party: "customer", canRecheck: true },
    });
    phone.code_verification_status = "VERIFIED";
    await recheckConnection(ctx, { connectionId });
    expect(await getConnectionView(ctx, { connectionId })).toMatchObject({
      state: "provisioning",
      heading: "Connecting your number",
      failure: undefined,
      steps: expect.arrayContaining([
        expect.objectContaining({ id: "exchange_code", state: "done" }),
        expect.objectContaining({ id: "verify_grant", state: "done" }),
      ]),
    });
  });

  it("belongs to the tenant", async () => {
    const { connectionId } = await connected([phoneNode(own(1))]);
    const { ctx: foreign } = await memberContext(fresh.db);
    for (const verb of [getConnectionView, recheckConnection]) {
      await expect(verb(foreign, { connectionId })).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(watchConnection(foreign, connectionId, () => {})).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("watching", () => {
  it("shows the state now and after each change, to every watcher", async () => {
    const phone = phoneNode({ ...own(1), code_verification_status: "NOT_VERIFIED" });
    const { ctx, connectionId } = await connected([phone]);
    const seen: ConnectionView[][] = [[], []];
    const stops = await Promise.all(
      seen.map((views) => watchConnection(ctx, connectionId, (view) => views.push(view))),
    );
    phone.code_verification_status = "VERIFIED";
    await recheckConnection(ctx, { connectionId });
    await expect
      .poll(() => seen.map((views) => views.at(-1)?.state))
      .toEqual(["provisioning", "provisioning"]);
    for (const stop of stops) stop();
  });
});

describe("the sweep", () => {
  async function sealed(meta: FakeRoutes = {}) {
    serial += 1;
    const phone = phoneNode(own(5));
    const granted = {
      "GET /debug_token": {
        body: {
          data: {
            app_id: "634974688087057",
            is_valid: true,
            granular_scopes: [{ scope: "whatsapp_business_management", target_ids: [WABA] }],
          },
        },
      },
    };
    const member = await memberContext(fresh.db, {
      meta: goodGraph({ ...phonesOf([phone]), ...granted, ...meta }),
    });
    const { id: signupId } = await createSignup(member.ctx, {
      linkId: undefined,
      numberId: undefined,
    });
    await receiveCode(member.ctx, { signupId, code: `AQ-sweep-${serial}` });
    return { ...member, signupId };
  }
  const later = (ctx: Context<Member>, ms: number): Context => ({
    ...ctx,
    actor: { kind: "system" },
    now: () => new Date(Date.now() + ms),
  });
  const sweep = async (ctx: Context) => {
    await expire(ctx);
    await sweepSignups(ctx);
  };
  const rowOf = async (id: string) =>
    (await fresh.db.select().from(signups).where(eq(signups.id, id)))[0];

  it("finishes a signup whose browser went away after the code", async () => {
    const { ctx, signupId } = await sealed();
    await sweep(later(ctx, 1_000));
    expect(await rowOf(signupId)).toMatchObject({ state: "code_received", connectionId: null });
    await sweep(later(ctx, 10_000));
    expect(await rowOf(signupId)).toMatchObject({
      state: "joined",
      connectionId: expect.any(String),
      sealedToken: null,
    });
  });

  it("is not stopped by a signup that was tried very often", async () => {
    const { ctx, signupId } = await sealed();
    await fresh.db
      .update(signups)
      .set({ state: "joined", verifyAttempts: 5_000 })
      .where(eq(signups.id, signupId));
    await sweep(later(ctx, 3_600_000));
    expect(await rowOf(signupId)).toMatchObject({ connectionId: expect.any(String) });
  });

  it("wipes the token of a failed signup after a day, and ends launches nobody finished", async () => {
    const { ctx, signupId } = await sealed({
      "GET /debug_token": { body: { data: { is_valid: false } } },
    });
    const { id: unlaunched } = await createSignup(ctx, { linkId: undefined, numberId: undefined });
    await sweep(later(ctx, 10_000));
    expect(await rowOf(signupId)).toMatchObject({ state: "failed", failureCode: "token_invalid" });
    await sweep(later(ctx, 90_000_000));
    expect((await rowOf(signupId))?.sealedToken).toBeNull();
    expect(await rowOf(unlaunched)).toMatchObject({ state: "abandoned" });
  });
});
