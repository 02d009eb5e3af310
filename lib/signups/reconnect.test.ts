import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connections, signups } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { createLink } from "@/lib/links/create-link";
import { finishEvent, goodGraph, memberContext, PHONE, phoneNode, WABA } from "@/lib/testing";
import { CreateSignup, createSignup } from "./create-signup";
import { ConnectPageInput, getConnectPage } from "./get-connect-page";
import { receiveCode } from "./receive-code";
import { receiveSession } from "./receive-session";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

let serial = 0;

/** A member with a connection of a number of its own. */
async function connected() {
  serial += 1;
  const phone = phoneNode({
    id: `${PHONE}${serial}`,
    display_phone_number: `+1 631-555-310${serial}`,
  });
  const meta = goodGraph({
    [`GET /${WABA}/phone_numbers`]: () => ({ body: { data: [phone] } }),
  });
  const member = await memberContext(fresh.db, { meta });
  const { id } = await createSignup(member.ctx, { linkId: undefined, numberId: undefined });
  const event = finishEvent({ phone_number_id: phone.id });
  await receiveSession(member.ctx, { signupId: id, event });
  const code = `AQ-reconnect-${serial}`;
  const { connectionId = "" } = await receiveCode(member.ctx, { signupId: id, code });
  return { ...member, connectionId, phone, phoneNumber: `+1631555310${serial}` };
}

const rowOf = async (id: string) =>
  (await fresh.db.select().from(signups).where(eq(signups.id, id)))[0];

describe("reconnecting", () => {
  it("makes a signup that insists on the connection's number", async () => {
    const { ctx, connectionId, phoneNumber } = await connected();
    const input = CreateSignup.parse({ reconnectId: connectionId });
    const { id } = await createSignup(ctx, input);
    expect(await rowOf(id)).toMatchObject({
      reconnectId: connectionId,
      expectedPhoneNumber: phoneNumber,
    });
  });

  it("asks no code for a number of the WhatsApp Business app, whatever its event says", async () => {
    const { ctx, connectionId, phone } = await connected();
    const onApp = { is_on_biz_app: true, platform_type: "CLOUD_API" };
    Object.assign(phone, onApp, { code_verification_status: "NOT_VERIFIED" });
    const { id } = await createSignup(ctx, CreateSignup.parse({ reconnectId: connectionId }));
    await receiveSession(ctx, {
      signupId: id,
      event: finishEvent({ phone_number_id: phone.id }),
    });
    const view = await receiveCode(ctx, { signupId: id, code: "AQ-reconnect-coexistence" });
    expect(view.connectionId).toBe(connectionId);
    const [row] = await fresh.db.select().from(connections).where(eq(connections.id, connectionId));
    expect(row).toMatchObject({ isCoexistence: true, failureCode: null });
  });

  it("leaves a link alone that insists on another number", async () => {
    const { ctx, tenant, connectionId, phoneNumber } = await connected();
    const system = { ...ctx, actor: { kind: "system" as const } };
    const link = await createLink(system, {
      tenantId: tenant.id,
      expectedPhoneNumber: "+12125550199",
    });
    const { id } = await createSignup(ctx, {
      linkId: link.id,
      numberId: undefined,
      reconnectId: connectionId,
    });
    expect(await rowOf(id)).toMatchObject({ linkId: null, expectedPhoneNumber: phoneNumber });
  });

  it("is for the tenant's own connections only", async () => {
    const { connectionId } = await connected();
    const { ctx } = await connected();
    const input = { linkId: undefined, numberId: undefined, reconnectId: connectionId };
    await expect(createSignup(ctx, input)).rejects.toMatchObject({ code: "not_found" });
    const page = await getConnectPage(ctx, { reconnect: connectionId });
    expect(page.reconnect).toBeUndefined();
  });

  it("is named on the connect page; what is no id asks for nothing", async () => {
    const { ctx, connectionId } = await connected();
    const page = await getConnectPage(ctx, ConnectPageInput.parse({ reconnect: connectionId }));
    expect(page.reconnect).toEqual({
      id: connectionId,
      phoneNumber: expect.stringMatching(/^\+1 631 555 310\d$/),
      isOnlyChoice: false,
    });
    for (const reconnect of [undefined, "x", ["a", "b"], { a: 1 }]) {
      expect(ConnectPageInput.parse({ reconnect })).toEqual({});
    }
  });
});
