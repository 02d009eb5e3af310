import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog, connections, links, signups } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { openLink } from "@/lib/auth/open-link";
import { operatorOf } from "@/lib/connections/operator-testing";
import type { Context, Member, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { CreateSignup, createSignup } from "@/lib/signups/create-signup";
import { getConnectPage } from "@/lib/signups/get-connect-page";
import { receiveCode } from "@/lib/signups/receive-code";
import { receiveSession } from "@/lib/signups/receive-session";
import { finishEvent, goodGraph, memberContext, PHONE, phoneNode, WABA } from "@/lib/testing";
import { connectionOf } from "@/lib/webhooks/testing";
import { createLink } from "./create-link";
import { createReconnectLink } from "./create-reconnect-link";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

let serial = 0;

/** A connection whose permission is lost, a link that renews it, and the session that the link opened. */
async function offered() {
  serial += 1;
  const phoneNumberId = `${PHONE}${serial}`;
  const phone = phoneNode({ id: phoneNumberId, display_phone_number: `+1 631-555-320${serial}` });
  const meta = goodGraph({ [`GET /${WABA}/phone_numbers`]: { body: { data: [phone] } } });
  const { ctx: first, tenant } = await memberContext(fresh.db, { meta });
  const operator = await operatorOf(first);
  const connection = await connectionOf(first, tenant.id, {
    state: "action_required",
    failureCode: "permission_lost",
    wabaId: WABA,
    phoneNumberId,
    phoneNumber: `+1631555320${serial}`,
  });
  const key = { tenantId: tenant.id, connectionId: connection.id };
  const link = await createReconnectLink(operator, key);
  const secret = link.url.split("/c/")[1] ?? "";
  const opened = await openLink(fresh.db, { secret, now: new Date(), requestId: undefined });
  const member: Context<Member> = { ...first, actor: { ...first.actor, linkId: opened.linkId } };
  return { operator, member, key, link, connection, phoneNumberId };
}

const anything = CreateSignup.parse({});

describe("a reconnect link", () => {
  it("is bound to its connection and on record at both", async () => {
    const { key, link, connection } = await offered();
    const [row] = await fresh.db.select().from(links).where(eq(links.id, link.id));
    expect(row).toMatchObject({
      purpose: "reconnect",
      connectionId: key.connectionId,
      expectedPhoneNumber: connection.phoneNumber,
      state: "viewed",
    });
    const about = await fresh.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subjectId, key.connectionId));
    expect(about).toMatchObject([{ action: "connection.reconnect_offered" }]);
    expect(JSON.stringify([row, about])).not.toContain(link.url.split("/c/")[1]);
  });

  it("makes a signup that renews this connection, without being asked to", async () => {
    const { member, key, link, connection, phoneNumberId } = await offered();
    const page = await getConnectPage(member);
    expect(page.reconnect).toMatchObject({ id: key.connectionId, isOnlyChoice: true });
    const { id } = await createSignup(member, anything);
    const [row] = await fresh.db.select().from(signups).where(eq(signups.id, id));
    expect(row).toMatchObject({
      reconnectId: key.connectionId,
      linkId: link.id,
      expectedPhoneNumber: connection.phoneNumber,
    });
    const event = finishEvent({ phone_number_id: phoneNumberId });
    await receiveSession(member, { signupId: id, event });
    const view = await receiveCode(member, { signupId: id, code: `AQ-offered-${serial}` });
    expect(view.connectionId).toBe(key.connectionId);
    const [renewed] = await fresh.db
      .select()
      .from(connections)
      .where(eq(connections.id, key.connectionId));
    expect(renewed).toMatchObject({ state: "provisioning", failureCode: null });
    const [used] = await fresh.db.select().from(links).where(eq(links.id, link.id));
    expect(used?.state).toBe("completed");
  });

  it("takes no other number", async () => {
    const { member } = await offered();
    const { id } = await createSignup(member, anything);
    const event = finishEvent({ phone_number_id: `${PHONE}999` });
    await receiveSession(member, { signupId: id, event });
    const view = await receiveCode(member, { signupId: id, code: `AQ-other-${serial}` });
    expect(view.connectionId).not.toBeTruthy();
  });

  it("lets its customer back in for another number once it has done its work", async () => {
    const { member, link } = await offered();
    await fresh.db.update(links).set({ state: "completed" }).where(eq(links.id, link.id));
    expect((await getConnectPage(member)).reconnect).toBeUndefined();
  });

  it("has no part in renewing another connection of its customer", async () => {
    const { member, key } = await offered();
    const other = await connectionOf(member, key.tenantId);
    const input = CreateSignup.parse({ reconnectId: other.id });
    const { id } = await createSignup(member, input);
    const [row] = await fresh.db.select().from(signups).where(eq(signups.id, id));
    expect(row).toMatchObject({ reconnectId: other.id, linkId: null });
  });

  it("replaces the older one and leaves the link for new numbers alone", async () => {
    const { operator, key, link } = await offered();
    const fresher = await createLink(operator, { tenantId: key.tenantId });
    await createReconnectLink(operator, key);
    const stateOf = async (id: string) =>
      (await fresh.db.select().from(links).where(eq(links.id, id)))[0]?.state;
    expect([await stateOf(link.id), await stateOf(fresher.id)]).toEqual(["revoked", "created"]);
  });

  it("is refused to viewers and members, for foreign tenants, and where there is no number", async () => {
    const { operator, member, key } = await offered();
    const { key: foreign } = await offered();
    const refusal = (code: string) => expect.objectContaining({ code });
    const viewer = await operatorOf(operator, "viewer");
    for (const ctx of [viewer, member as unknown as Context<Operator>])
      await expect(createReconnectLink(ctx, key)).rejects.toEqual(refusal("forbidden"));
    for (const wrong of [
      { ...key, tenantId: foreign.tenantId },
      { ...key, connectionId: newId() },
    ])
      await expect(createReconnectLink(operator, wrong)).rejects.toEqual(refusal("not_found"));
    await fresh.db
      .update(connections)
      .set({ phoneNumber: null })
      .where(eq(connections.id, key.connectionId));
    await expect(createReconnectLink(operator, key)).rejects.toEqual(refusal("conflict"));
  });
});
