import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog, connections, settings, signups, tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { addLink } from "@/lib/auth/testing";
import type { Context, Member } from "@/lib/context";
import { createSignup } from "@/lib/signups/create-signup";
import { receiveCode } from "@/lib/signups/receive-code";
import { receiveSession } from "@/lib/signups/receive-session";
import { reportLaunch } from "@/lib/signups/report-launch";
import { ids } from "@/lib/signups/testing";
import { memberContext } from "@/lib/testing";
import { getReturnLinks } from "./get-return-links";
import { getSignedOutcome } from "./get-signed-outcome";
import { goBack } from "./go-back";
import { openReturnSecret, readReturnSecret, rotateReturnSecret } from "./return-secret";
import { SaveReturnOrigins, saveReturnOrigins } from "./save-return-origins";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const URLS = {
  successUrl: "https://app.example.com/done?order=7#top",
  failureUrl: "https://app.example.com/sorry",
};
const system = (ctx: Context): Context => ({ ...ctx, actor: { kind: "system" } });
const allow = (ctx: Context, origins: string) =>
  saveReturnOrigins(system(ctx), SaveReturnOrigins.parse({ origins }));

/** A customer that came by a link which leads back. */
async function comeByLink(urls: Partial<typeof URLS> = URLS) {
  const own = ids();
  const { ctx: base, tenant } = await memberContext(fresh.db, { meta: own.graph() });
  await fresh.db.update(tenants).set({ externalId: own.phone }).where(eq(tenants.id, tenant.id));
  const { id: linkId } = await addLink(fresh.db, { tenantId: tenant.id, state: "viewed", ...urls });
  const ctx: Context<Member> = { ...base, actor: { ...base.actor, linkId } };
  await fresh.db.delete(settings);
  await allow(ctx, "https://app.example.com");
  return { ...own, ctx, linkId };
}

type Came = Awaited<ReturnType<typeof comeByLink>>;
const start = ({ ctx }: Came) => createSignup(ctx, { linkId: undefined, numberId: undefined });

async function bind(came: Came): Promise<string> {
  const { id: signupId } = await start(came);
  await receiveSession(came.ctx, { signupId, event: came.finish() });
  const { connectionId } = await receiveCode(came.ctx, { signupId, code: came.code });
  if (!connectionId) throw new Error("no connection");
  return connectionId;
}
const set = (id: string, change: Partial<typeof connections.$inferInsert>) =>
  fresh.db.update(connections).set(change).where(eq(connections.id, id));
const told = async (ctx: Context<Member>, connection?: string) => {
  const url = new URL((await goBack(ctx, { connection })).url, "http://portal");
  return { at: url.origin + url.pathname, ...Object.fromEntries(url.searchParams) };
};

describe("going back", () => {
  it("tells of a number that is connected, by its connection and by the link", async () => {
    const came = await comeByLink();
    const connectionId = await bind(came);
    await set(connectionId, { state: "connected" });
    const says = {
      at: "https://app.example.com/done",
      order: "7",
      perch_state: "connected",
      perch_link_id: came.linkId,
      perch_connection_id: connectionId,
      perch_external_id: came.phone,
    };
    for (const connection of [connectionId, undefined]) {
      const answer = await told(came.ctx, connection);
      expect(answer).toMatchObject(says);
      expect(answer).not.toHaveProperty("perch_code");
      const links = await getReturnLinks(came.ctx, {
        ...(connection && { connectionId: connection }),
      });
      const href = connection ? `/connect/return?connection=${connection}` : "/connect/return";
      expect(links).toEqual({ connected: href, attention: href, here: href });
    }
  });

  it.each([
    { state: "action_required", failureCode: "number_taken" },
    { state: "failed", failureCode: "number_taken" },
    { state: "disconnected", failureCode: null },
    { state: "connected", failureCode: null, disconnectRequestedAt: new Date() },
  ] as const)("tells of a connection that is $state and of its failure", async (change) => {
    const came = await comeByLink();
    const connectionId = await bind(came);
    await set(connectionId, change);
    const answer: Record<string, string> = await told(came.ctx, connectionId);
    expect(answer).toMatchObject({ at: "https://app.example.com/sorry", perch_state: "failed" });
    expect(answer.perch_code).toBe(change.failureCode ?? undefined);
  });

  it("is unfinished before the end, and here is no way back yet", async () => {
    const came = await comeByLink();
    expect(await told(came.ctx)).toMatchObject({ perch_state: "unfinished" });
    await start(came);
    expect(await told(came.ctx)).toMatchObject({ perch_state: "unfinished" });
    expect((await getReturnLinks(came.ctx, {})).here).toBeUndefined();
    const connectionId = await bind(came);
    await set(connectionId, { state: "provisioning" });
    expect(await told(came.ctx)).toMatchObject({
      at: "https://app.example.com/sorry",
      perch_state: "unfinished",
      perch_connection_id: connectionId,
    });
  });

  it("tells why a signup was cancelled, until another one goes well", async () => {
    const came = await comeByLink();
    const { id: signupId } = await start(came);
    const event = {
      type: "WA_EMBEDDED_SIGNUP",
      event: "CANCEL",
      data: { current_step: "BUSINESS" },
    };
    await receiveSession(came.ctx, { signupId, event });
    expect(await told(came.ctx)).toMatchObject({
      perch_state: "failed",
      perch_code: "signup_cancelled",
      perch_link_id: came.linkId,
    });
    expect((await getReturnLinks(came.ctx, {})).here).toBe("/connect/return");
    // The page keeps the next launch ready, and nobody may ever use it.
    const { id: prepared } = await start(came);
    expect(await told(came.ctx)).toMatchObject({ perch_code: "signup_cancelled" });
    await reportLaunch(came.ctx, { signupId: prepared, outcome: "opened" });
    expect(await told(came.ctx)).toMatchObject({ perch_state: "unfinished" });
    await set(await bind(came), { state: "connected" });
    await fresh.db.update(signups).set({ state: "failed" }).where(eq(signups.id, signupId));
    expect(await told(came.ctx)).toMatchObject({ perch_state: "connected" });
  });

  it("leads to a page of ours when the address that fits is missing or no longer allowed", async () => {
    const came = await comeByLink({ successUrl: URLS.successUrl });
    const connectionId = await bind(came);
    await set(connectionId, { state: "failed" });
    expect(await goBack(came.ctx, { connection: connectionId })).toEqual({
      url: `/connect/${connectionId}`,
    });
    await set(connectionId, { state: "connected" });
    await allow(came.ctx, "https://other.example");
    expect(await goBack(came.ctx, { connection: connectionId })).toEqual({
      url: `/connect/${connectionId}`,
    });
    expect(JSON.stringify(await getReturnLinks(came.ctx, { connectionId }))).toBe("{}");
  });

  it("takes nobody to another customer's address", async () => {
    const came = await comeByLink();
    const connectionId = await bind(came);
    await set(connectionId, { state: "connected" });
    const other = await comeByLink({});
    expect(await goBack(other.ctx, { connection: connectionId })).toEqual({ url: "/connect" });
    const { query } = await getSignedOutcome(other.ctx, { connection: connectionId });
    expect(query).toMatch(/^perch_state=unfinished&perch_external_id=/);
    expect(query).not.toContain(came.phone);
  });
});

describe("the secret of the way back", () => {
  it("is made once, however many ask at once", async () => {
    const { ctx } = await comeByLink();
    const secrets = await Promise.all([1, 2, 3].map(() => openReturnSecret(ctx)));
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]).toMatch(/^return_[\w-]{43}$/);
    const made = eq(auditLog.action, "settings.return_secret_made");
    const kept = await readReturnSecret(fresh.db);
    const all = await fresh.db.select().from(auditLog).where(made);
    const rows = all.filter(({ detail }) => detail.fingerprint === kept?.fingerprint);
    expect(rows).toMatchObject([{ actorKind: "system", actorId: null }]);
    expect(JSON.stringify(rows)).not.toContain(secrets[0]);
  });

  it("is not looked for without end when what is on record is none", async () => {
    const { ctx } = await comeByLink();
    await openReturnSecret(ctx);
    await fresh.db.update(settings).set({ value: { sealedSecret: 1 } });
    await expect(openReturnSecret(ctx)).rejects.toThrow("cannot be read");
    await fresh.db.delete(settings);
  });

  it("is shown to an owner who makes a new one, and is nowhere else", async () => {
    const { ctx } = await comeByLink();
    const before = await openReturnSecret(ctx);
    const owner: Context = {
      ...ctx,
      actor: { kind: "operator", userId: ctx.actor.userId, role: "owner", sessionId: "test" },
    };
    const { secret, fingerprint } = await rotateReturnSecret(owner);
    expect(secret).not.toBe(before);
    expect(await openReturnSecret(ctx)).toBe(secret);
    expect(await readReturnSecret(fresh.db)).toMatchObject({ fingerprint });
    const kept = await Promise.all([
      fresh.db.select().from(settings),
      fresh.db.select().from(auditLog),
    ]);
    expect(JSON.stringify(kept)).not.toContain(secret.slice(7));
    expect(JSON.stringify(kept[1])).toContain(fingerprint);
  });

  it.each(["admin", "viewer"] as const)("is not for the role %s", async (role) => {
    const { ctx } = await comeByLink();
    const actor = { kind: "operator", userId: ctx.actor.userId, role, sessionId: "test" } as const;
    await expect(rotateReturnSecret({ ...ctx, actor })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await readReturnSecret(fresh.db)).toBeUndefined();
  });

  it.each(["connections:write", "tokens:export"] as const)(
    "is not for a key with %s",
    async (scope) => {
      const { ctx } = await comeByLink();
      const actor = { kind: "api_key", keyId: ctx.actor.userId, scopes: [scope] } as const;
      const key: Context = { ...ctx, actor: { ...actor, scopes: [scope] } };
      await expect(rotateReturnSecret(key)).rejects.toMatchObject({ code: "forbidden" });
    },
  );
});
