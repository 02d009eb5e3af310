import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDb } from "@/db/testing";
import { checkAgainstSpec } from "@/lib/api/spec-testing";
import { baseOf, keyWith, operationAt } from "@/lib/api/testing";
import type { Context } from "@/lib/context";
import { answerOperation } from "@/lib/http/api-answer";
import { memberContext } from "@/lib/testing";
import { createApiClient } from "./create-client";

let fresh: Awaited<ReturnType<typeof freshDb>>;
let ctx: Context;
let client: ReturnType<typeof createApiClient>;

beforeAll(async () => {
  fresh = await freshDb();
  ({ ctx } = await memberContext(fresh.db));
  client = createApiClient({
    portalUrl: "http://localhost:3000",
    key: await keyWith(ctx),
    fetch: answer,
  });
});
afterAll(() => fresh.close());

/** The route's own answer, held against the document. */
async function answer(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.replace("/api/v1", "");
  const response = await answerOperation(operationAt(request.method, path))(baseOf(ctx), request);
  checkAgainstSpec(request.method, path, response.status, await response.clone().json());
  return response;
}

const externalId = "cus/4711 ü";

it("takes a customer from the ISV's own id to a link, and pages through what there is", async () => {
  const byExternalId = { params: { path: { externalId } } };
  const made = await client.PUT("/tenants/by-external-id/{externalId}", {
    ...byExternalId,
    body: { name: "Harbor Coffee", metadata: { plan: "pro" } },
  });
  expect(made.data).toMatchObject({ object: "tenant", externalId, metadata: { plan: "pro" } });
  const again = await client.PUT("/tenants/by-external-id/{externalId}", {
    ...byExternalId,
    body: { name: "Harbor Tea", metadata: null },
  });
  expect(again.data).toMatchObject({ id: made.data?.id, name: "Harbor Tea", metadata: {} });
  const links = await Promise.all(
    [1, 2].map((plan) =>
      client.POST("/links", { body: { externalId, metadata: { plan: String(plan) } } }),
    ),
  );
  expect(links.map(({ response }) => response.status)).toEqual([201, 201]);
  const query = { tenantId: made.data?.id, limit: 1 };
  const first = await client.GET("/links", { params: { query } });
  const cursor = first.data?.nextCursor ?? undefined;
  const second = await client.GET("/links", { params: { query: { ...query, cursor } } });
  expect([first.data?.hasMore, second.data?.hasMore]).toEqual([true, false]);
  const listed = [...(first.data?.data ?? []), ...(second.data?.data ?? [])];
  expect(listed.map(({ state }) => state)).toEqual(["created", "revoked"]);
});

it("changes a link while it can be used, and what is null is emptied", async () => {
  const body = { externalId, email: "ada@harborcoffee.example", metadata: { a: "b" } };
  const { data: link } = await client.POST("/links", { body });
  const at = { params: { path: { linkId: link?.id ?? "" } } };
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const changed = await client.PATCH("/links/{linkId}", {
    ...{ ...at, body: { email: null, expiresAt } },
  });
  expect(changed.data).toMatchObject({ email: null, expiresAt, metadata: { a: "b" } });
  const far = new Date(Date.now() + 31 * 86_400_000).toISOString();
  for (const wrong of [{ expiresAt: far }, { successUrl: "https://evil.example/" }]) {
    const refused = await client.PATCH("/links/{linkId}", { ...at, body: wrong });
    expect(refused.error).toMatchObject({ code: "invalid_input" });
  }
  expect((await client.POST("/links/{linkId}/revoke", at)).data?.state).toBe("revoked");
  const late = await client.PATCH("/links/{linkId}", { ...at, body: { email: null } });
  expect(late.error?.code).toBe("link_ended");
});

it("refuses what stands against the state of things, by code", async () => {
  const { data: tenant } = await client.POST("/tenants", {
    body: { name: "One", externalId: "1" },
  });
  const taken = await client.POST("/tenants", { body: { name: "Two", externalId: "1" } });
  expect(taken.error).toMatchObject({
    code: "external_id_taken",
    errors: [{ field: "externalId" }],
  });
  const at = { params: { path: { tenantId: tenant?.id ?? "" } } };
  expect((await client.POST("/tenants/{tenantId}/archive", at)).data?.archivedAt).toBeTruthy();
  const link = await client.POST("/links", { body: { tenantId: tenant?.id } });
  expect(link.error?.code).toBe("tenant_archived");
  const archived = await client.GET("/tenants", { params: { query: { archived: "true" } } });
  expect(archived.data?.data.map(({ id }) => id)).toEqual([tenant?.id]);
  expect((await client.POST("/tenants/{tenantId}/restore", at)).data?.archivedAt).toBeNull();
  const both = await client.POST("/links", { body: { tenantId: tenant?.id, externalId: "1" } });
  expect(both.error).toMatchObject({ code: "invalid_input", errors: [{ field: "tenantId" }] });
});

it("tells an endpoint's events apart by their types", async () => {
  const body = { url: "http://localhost:9/hooks", types: ["link.revoked" as const] };
  const { data: endpoint } = await client.POST("/endpoints", { body });
  const at = { params: { path: { endpointId: endpoint?.id ?? "" } } };
  const { data: sent } = await client.POST("/endpoints/{endpointId}/test", at);
  const { data: tested } = await client.GET("/events/{eventId}", {
    params: { path: { eventId: sent?.eventId ?? "" } },
  });
  if (tested?.type !== "endpoint.test") throw new Error("another event");
  expect(tested.data.endpoint.id).toBe(endpoint?.id);
  const { data: tenant } = await client.POST("/tenants", { body: { name: "Three" } });
  const { data: link } = await client.POST("/links", { body: { tenantId: tenant?.id } });
  await client.POST("/links/{linkId}/revoke", { params: { path: { linkId: link?.id ?? "" } } });
  const query = { tenantId: tenant?.id };
  const [event] = (await client.GET("/events", { params: { query } })).data?.data ?? [];
  if (event?.type !== "link.revoked") throw new Error("another event");
  expect(event.data).toMatchObject({
    ...{ tenant: { id: tenant?.id }, link: { id: link?.id, state: "revoked" } },
  });
  expect(event.data.link.previousState).toBe("created");
});
