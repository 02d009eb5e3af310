import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { z } from "zod";
import { auditLog, tenants } from "@/db/schema";
import { freshDb } from "@/db/testing";
import type { Operation } from "@/lib/api/operation";
import { createSignupOperation, getSignupOperation } from "@/lib/api/operations/signups";
import { exportTokenOperation } from "@/lib/api/operations/tokens";
import { callApi, keyWith } from "@/lib/api/testing";
import { SCOPES } from "@/lib/api-keys/states";
import { setTokenExport } from "@/lib/connections/token-export-setting";
import type { ApiKey, Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { ids } from "@/lib/signups/testing";
import { memberContext, TOKEN } from "@/lib/testing";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let ctx: Context<ApiKey>;
let tenantId: string;
const own = ids();
beforeAll(async () => {
  fresh = await freshDb();
  const made = await memberContext(fresh.db, { meta: own.graph() });
  ctx = { ...made.ctx, actor: { kind: "api_key", keyId: newId(), scopes: [...SCOPES] } };
  tenantId = made.tenant.id;
});
afterAll(() => fresh.close());

/** Runs an operation as its route does, and holds the answer against what the operation says it is. */
async function call(operation: Operation, given: { params?: object; body?: object }) {
  const parsed = (schema: z.ZodType | undefined, value: object = {}) =>
    (schema?.parse(value) ?? {}) as Record<string, unknown>;
  const { params, body } = given;
  const input = {
    ...{ params: parsed(operation.params, params), query: {} },
    body: parsed(operation.body, body),
  };
  const answer = await operation.run(ctx, input, { status: operation.status });
  operation.response.parse(answer);
  return answer as Record<string, string>;
}

it("takes a signup of the ISV's own page, reads it back, and hands its token out when that is allowed", async () => {
  const body = { tenantId, code: own.code, wabaId: own.waba, phoneNumberId: own.phone };
  const posted = await call(createSignupOperation, { body });
  expect(posted).toMatchObject({ tenantId, state: "joined", failure: null });
  expect(await call(createSignupOperation, { body })).toEqual(posted);
  expect(await call(getSignupOperation, { params: { signupId: posted.id } })).toEqual(posted);

  const { connectionId } = posted;
  const taking = () => call(exportTokenOperation, { params: { connectionId } });
  await expect(taking()).rejects.toMatchObject({ code: "forbidden" });
  await setTokenExport({ ...ctx, actor: { kind: "system" } }, { isOn: true });
  expect(await taking()).toMatchObject({ token: TOKEN, connectionId, wabaId: own.waba });
  const audited = JSON.stringify(await fresh.db.select().from(auditLog));
  for (const secret of [TOKEN, own.code]) expect(audited).not.toContain(secret);
});

it("never keeps the answer that holds a token for a second request", () => {
  expect(exportTokenOperation).toMatchObject({ method: "GET", isIdempotent: false });
});

it("goes on with a code that was refused at first, whatever Idempotency-Key comes with it", async () => {
  const signup = ids();
  const workspaceId = "workspace-again";
  const number = { id: newId(), number: signup.display.replace(/[^+\d]/g, ""), status: "active" };
  const { ctx: other, tenant } = await memberContext(fresh.db, {
    meta: signup.graph(),
    bird: { [`GET /workspaces/${workspaceId}/numbers/${number.id}`]: { body: number } },
  });
  const key = await keyWith(other);
  const { code, waba: wabaId, phone: phoneNumberId } = signup;
  const body = { tenantId: tenant.id, code, wabaId, phoneNumberId, numberId: number.id };
  const headers = { "idempotency-key": "once" };
  const post = async () =>
    (await callApi(other, "POST", "/signups", { key, body, headers })).status;
  expect(await post()).toBe(422);
  await fresh.db.update(tenants).set({ workspaceId }).where(eq(tenants.id, tenant.id));
  expect(await post()).toBe(202);
  expect(createSignupOperation).toMatchObject({ method: "POST", isIdempotent: false });
});

it("is blind to what is not there", async () => {
  const missing = { code: "not_found" };
  const signup = call(getSignupOperation, { params: { signupId: newId() } });
  await expect(signup).rejects.toMatchObject(missing);
  const token = call(exportTokenOperation, { params: { connectionId: newId() } });
  await expect(token).rejects.toMatchObject(missing);
});
