import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDb } from "@/db/testing";
import { checkAgainstSpec } from "@/lib/api/spec-testing";
import { callApi, keyWith } from "@/lib/api/testing";
import type { Context } from "@/lib/context";
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

it.each([
  ["numberChoice", "own"],
  ["numberId", "0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50"],
  ["expectedPhoneNumber", "+31612345678"],
])("drops no wish silently: %s says nothing of a connection to renew", async (field, value) => {
  const { id: connectionId } = await connectionOf(ctx, tenantId);
  const renewing = { tenantId, purpose: "reconnect", connectionId };
  const refused = await ask("POST", "/links", { ...renewing, [field]: value });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  expect((await ask("POST", "/links", renewing)).status).toBe(201);
});

it("says which connection a link is to renew, and only of such a link", async () => {
  const { id: connectionId } = await connectionOf(ctx, tenantId);
  for (const wrong of [{ purpose: "reconnect" }, { connectionId }])
    expect(await ask("POST", "/links", { tenantId, ...wrong })).toMatchObject({
      body: {
        errors: [
          {
            field: "connectionId",
            message: "Required with purpose reconnect; leave it out otherwise.",
          },
        ],
      },
    });
});
