import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditLog, rateLimits, tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { checkAgainstSpec } from "@/lib/api/spec-testing";
import { callApi, keyWith } from "@/lib/api/testing";
import {
  bought,
  heldUp,
  linkOf,
  makeWorld,
  readyNumber,
  type World,
} from "@/lib/api/world-testing";
import { type SandboxProcess, startSandboxProcess } from "@/lib/bird/testing";
import { newId } from "@/lib/ids";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let sandbox: SandboxProcess;
let world: World;
let key: string;

beforeAll(async () => {
  [fresh, sandbox] = await Promise.all([freshDb(), startSandboxProcess()]);
});
beforeEach(async () => {
  world = await makeWorld(fresh.db, sandbox);
  key = await keyWith(world.ctx);
  await fresh.db.delete(rateLimits);
});
afterAll(async () => {
  sandbox.close();
  await fresh.close();
});

async function ask(method: string, path: string, body?: unknown) {
  const answer = await callApi(world.ctx, method, path, { key, body });
  const said = await answer.json();
  checkAgainstSpec(method, path, answer.status, said);
  return { status: answer.status, body: said };
}

const LISTS = ["/links", "/connections", "/events", "/deliveries"];

describe("a tenant in a list's filter", () => {
  it.each(LISTS)(
    "of %s may be named by either id, and one that nobody has fits nothing",
    async (list) => {
      const externalId = ` cus ${newId()} `;
      const { tenantId } = world;
      await fresh.db
        .update(tenants)
        .set({ externalId: externalId.trim() })
        .where(eq(tenants.id, tenantId));
      await linkOf(world);
      await heldUp(world);
      const listed = async (query: Record<string, string>) =>
        (await ask("GET", `${list}?${new URLSearchParams(query)}`)).body.data;
      expect(await listed({ externalId })).toEqual(await listed({ tenantId }));
      if (list !== "/deliveries") expect(await listed({ externalId })).not.toEqual([]);
      expect(await listed({ externalId: "nobody" })).toEqual([]);
      expect(await listed({ tenantId: newId() })).toEqual([]);
      const both = await ask("GET", `${list}?tenantId=${tenantId}&externalId=x`);
      expect(both).toMatchObject({ status: 422, body: { errors: [{ field: "externalId" }] } });
    },
  );
});

it("makes a tenant by PUT with 201, changes it with 200, and finds it by the same address", async () => {
  const path = `/tenants/by-external-id/${encodeURIComponent(`cus/${newId()} ü`)}`;
  expect((await ask("GET", path)).status).toBe(404);
  const made = await ask("PUT", path, { name: "Harbor Coffee" });
  const changed = await ask("PUT", path, { name: "Harbor Tea" });
  expect([made.status, changed.status]).toEqual([201, 200]);
  expect(await ask("GET", path)).toEqual({ status: 200, body: changed.body });
  expect(changed.body).toMatchObject({ id: made.body.id, name: "Harbor Tea" });
});

describe("an archived tenant", () => {
  const archived = async () => {
    const { tenantId } = world;
    const { id: purchaseId } = await bought(world);
    const { id: numberId } = await readyNumber(world);
    const { id: linkId } = await linkOf(world);
    const { id: connectionId } = await heldUp(world);
    await fresh.db.update(tenants).set({ externalId: tenantId }).where(eq(tenants.id, tenantId));
    await ask("POST", `/tenants/${tenantId}/archive`);
    return { tenantId, purchaseId, numberId, linkId, connectionId };
  };

  it("can be read", async () => {
    const { tenantId, purchaseId, numberId, linkId, connectionId } = await archived();
    for (const path of [
      `/tenants/${tenantId}`,
      `/tenants/${tenantId}/numbers`,
      `/tenants/${tenantId}/numbers/${numberId}`,
      `/tenants/${tenantId}/number-purchases/${purchaseId}`,
      `/links/${linkId}`,
      `/connections/${connectionId}`,
    ])
      expect([path, (await ask("GET", path)).status]).toEqual([path, 200]);
  });

  it("takes no change, whichever it is", async () => {
    const { tenantId, numberId, connectionId } = await archived();
    const code = "AQBx7Y0kD4mT9wQz";
    const purchase = {
      ...{ country: "US", phoneNumber: world.phoneNumber, setupPrice: null },
      monthlyPrice: { amount: "3.50", currency: "EUR" },
    };
    const changes: [string, string, object][] = [
      ["PATCH", `/tenants/${tenantId}`, { name: "New" }],
      ["PUT", `/tenants/by-external-id/${tenantId}`, { name: "New" }],
      ["POST", "/links", { tenantId }],
      ["POST", "/links", { externalId: tenantId }],
      ["POST", "/links", { tenantId, numberId }],
      ["POST", "/links", { tenantId, purpose: "reconnect", connectionId }],
      ["POST", "/signups", { tenantId, code, wabaId: "1", phoneNumberId: "2" }],
      ["POST", `/tenants/${tenantId}/number-purchases`, purchase],
    ];
    for (const [method, path, body] of changes)
      expect([path, body, await ask(method, path, body)]).toMatchObject([
        ...[path, body],
        { status: 409, body: { code: "tenant_archived" } },
      ]);
  });

  it("may be archived, restored and have its link revoked twice", async () => {
    const { tenantId, linkId } = await archived();
    for (const path of [
      `/tenants/${tenantId}/archive`,
      `/links/${linkId}/revoke`,
      `/tenants/${tenantId}/restore`,
      `/tenants/${tenantId}/restore`,
    ])
      expect([path, (await ask("POST", path)).status]).toEqual([path, 200]);
    const audited = await fresh.db.select().from(auditLog).where(eq(auditLog.tenantId, tenantId));
    const changes = audited.map(({ action }) => action).filter((one) => one.startsWith("tenant."));
    expect(changes.toSorted()).toEqual(["tenant.archived", "tenant.restored"]);
  });
});
