import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { insertSignup } from "@/db/queries/signups";
import { tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import { checkAgainstSpec } from "@/lib/api/spec-testing";
import { callApi, keyWith } from "@/lib/api/testing";
import { addLink } from "@/lib/auth/testing";
import type { Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { memberContext } from "@/lib/testing";
import { connectionOf } from "@/lib/webhooks/testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let ctx: Context;
let tenantId: string;
let key: string;

beforeAll(async () => {
  fresh = await freshDb();
  const made = await memberContext(fresh.db);
  ({ ctx } = made);
  tenantId = made.tenant.id;
  key = await keyWith(ctx);
});
afterAll(() => fresh.close());

async function ask(method: string, path: string, body?: unknown) {
  const answer = await callApi(ctx, method, path, { key, body });
  const said = await answer.json();
  checkAgainstSpec(method, path, answer.status, said);
  return { status: answer.status, body: said };
}

it("says null of a name that Meta has not told, and who ended a number", async () => {
  const { id } = await connectionOf(ctx, tenantId, { wabaName: "" });
  expect((await ask("GET", `/connections/${id}`)).body).toMatchObject({
    ...{ wabaName: null, disconnectReason: null },
  });
  expect(await ask("POST", `/connections/${id}/disconnect`)).toMatchObject({
    ...{ status: 202, body: { disconnectReason: "api" } },
  });
});

it("leads from a link to the connections that it has led to, and back", async () => {
  const { id: linkId } = await addLink(fresh.db, { tenantId, state: "completed" });
  const { id, signupId } = await connectionOf(ctx, tenantId);
  await connectionOf(ctx, tenantId);
  await insertSignup(fresh.db, { id: signupId, tenantId, linkId, connectionId: id });
  const { body } = await ask("GET", `/connections?linkId=${linkId}`);
  expect(body.data).toMatchObject([{ id, linkId }]);
  expect((await ask("GET", `/connections/${id}`)).body.linkId).toBe(linkId);
  expect((await ask("GET", `/connections?linkId=${newId()}`)).body.data).toEqual([]);
});

it("names the ISV's own id beside every tenant's", async () => {
  const externalId = newId();
  await fresh.db.update(tenants).set({ externalId }).where(eq(tenants.id, tenantId));
  const { id: linkId } = await addLink(fresh.db, { tenantId });
  const { id: signupId } = await insertSignup(fresh.db, { tenantId, linkId });
  const { id: connectionId } = await connectionOf(ctx, tenantId);
  for (const path of [
    `/tenants/${tenantId}`,
    `/links/${linkId}`,
    `/signups/${signupId}`,
    `/connections/${connectionId}`,
  ])
    expect([path, (await ask("GET", path)).body.externalId]).toEqual([path, externalId]);
  const { body } = await ask("GET", `/links?tenantId=${tenantId}`);
  expect(body.data[0]).toMatchObject({ externalId, renewsConnectionId: null });
});
