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

it("says null of a name that Meta has not told, and who ended a number", async () => {
  const { id } = await connectionOf(ctx, tenantId, { wabaName: "" });
  expect((await ask("GET", `/connections/${id}`)).body).toMatchObject({
    ...{ wabaName: null, disconnectReason: null },
  });
  expect(await ask("POST", `/connections/${id}/disconnect`)).toMatchObject({
    ...{ status: 202, body: { disconnectReason: "api" } },
  });
});
