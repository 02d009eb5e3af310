import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { updateConnection } from "@/db/queries/connections";
import { moveLink } from "@/db/queries/links";
import { insertPurchase } from "@/db/queries/number-purchases";
import { insertSignup } from "@/db/queries/signups";
import { events, numberPurchases } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { newId } from "@/lib/ids";
import { createLink } from "@/lib/links/create-link";
import { connectionOf, readConnection } from "@/lib/webhooks/testing";
import { EVENT_EXAMPLES } from "./event-examples";
import { EventPayload, payloadSchemaOf } from "./event-schemas";
import { sendTestEvent } from "./send-test-event";
import { EVENT_TYPES } from "./states";
import { endpointAt, isvWith } from "./testing";
import { toPayload } from "./to-payload";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

type Isv = Awaited<ReturnType<typeof isvWith>>;

async function moveLinks({ admin, tenant }: Isv): Promise<string> {
  const tenantId = tenant.id;
  const move = async (linkId: string, ...states: Parameters<typeof moveLink>[1]["to"][]) => {
    for (const to of states) await moveLink(fresh.db, { tenantId, linkId, to, now: new Date() });
  };
  const first = await createLink(admin, { tenantId });
  const second = await createLink(admin, { tenantId });
  await move(second.id, "viewed", "started", "failed", "completed");
  const third = await createLink(admin, { tenantId });
  await move(third.id, "expired");
  return first.id;
}

async function moveConnection({ ctx, tenant }: Isv, linkId: string): Promise<void> {
  const signup = await insertSignup(fresh.db, { tenantId: tenant.id, linkId });
  const { id } = await connectionOf(ctx, tenant.id, { state: "pending", signupId: signup.id });
  const held = { state: "action_required", failureCode: "pin_mismatch" } as const;
  const steps = [
    held,
    { state: "connected", failureCode: null },
    { state: "disconnected" },
  ] as const;
  for (const change of steps)
    await updateConnection(fresh.db, await readConnection(fresh.db, id), change);
  const failed = { state: "failed", failureCode: "number_taken" } as const;
  await connectionOf(ctx, tenant.id, { ...failed, phoneNumber: null, phoneNumberId: null });
}

async function verifyNumber({ tenant }: Isv): Promise<void> {
  const purchase = await insertPurchase(fresh.db, {
    ...{ tenantId: tenant.id, workspaceId: newId(), phoneNumber: "+16315550123" },
    ...{ country: "US", kind: "local", monthlyPrice: "1", currency: "USD", numberId: "n-1" },
  });
  await fresh.db
    .update(numberPurchases)
    .set({ verifiedAt: new Date() })
    .where(eq(numberPurchases.id, purchase?.id ?? ""));
}

describe("the schema of an event", () => {
  it("holds what the database writes of every type, no more and no less", async () => {
    const isv = await isvWith(fresh.db);
    const linkId = await moveLinks(isv);
    await moveConnection(isv, linkId);
    await verifyNumber(isv);
    const { id: endpointId } = await endpointAt(isv.admin, "http://127.0.0.1:9/");
    await sendTestEvent(isv.admin, { endpointId });
    const rows = await fresh.db.select().from(events);
    for (const payload of rows.map(toPayload)) {
      expect(EventPayload.parse(payload)).toEqual(payload);
      expect(payloadSchemaOf(payload.type).parse(payload)).toEqual(payload);
    }
    expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(EVENT_TYPES));
  });

  it.each(EVENT_TYPES)("holds the example of %s, and of no other type", (type) => {
    expect(payloadSchemaOf(type).parse(EVENT_EXAMPLES[type])).toEqual(EVENT_EXAMPLES[type]);
    const other = type === "endpoint.test" ? "link.viewed" : "endpoint.test";
    expect(payloadSchemaOf(type).safeParse(EVENT_EXAMPLES[other]).success).toBe(false);
  });
});
