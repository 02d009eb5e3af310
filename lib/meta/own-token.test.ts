import { describe, expect, it } from "vitest";
import { BUSINESS, type FakeRoutes, fakeProvider, graphError, TOKEN, WABA } from "@/lib/testing";
import { appSecretProof, createMetaClient } from "./client";
import { fetchBusinessToken } from "./fetch-business-token";
import { listClientWabaIds } from "./list-client-wabas";
import { listSharedWabas } from "./list-shared-wabas";

const TOKENS = `POST /${BUSINESS}/system_user_access_tokens`;
const WABAS = "GET /9120736455018273/client_whatsapp_business_accounts";

async function clientOf(routes: FakeRoutes, isConfigured = true) {
  const { url, calls } = await fakeProvider(routes);
  const options = { graphUrl: url, graphVersion: "v25.0", appId: "1", appSecret: "s" };
  const own = isConfigured ? { businessId: "9120736455018273", systemToken: "EAAGsystem" } : {};
  return { client: createMetaClient({ ...options, ...own }), calls };
}

describe("a lost business token", () => {
  it("is fetched and never made anew", async () => {
    const { client, calls } = await clientOf({ [TOKENS]: { body: { access_token: TOKEN } } });
    expect(await fetchBusinessToken(client, BUSINESS)).toBe(TOKEN);
    expect(calls[0]?.headers.get("authorization")).toBe("Bearer EAAGsystem");
    expect(calls[0]?.form.get("fetch_only")).toBe("true");
    expect(calls[0]?.query.get("appsecret_proof")).toBe(appSecretProof("EAAGsystem", "s"));
  });

  it("stays lost without a system token or a grant", async () => {
    const without = await clientOf({}, false);
    expect(await fetchBusinessToken(without.client, BUSINESS)).toBeUndefined();
    expect(without.calls).toHaveLength(0);
    const { client } = await clientOf({ [TOKENS]: graphError(100, 33) });
    const fetched = fetchBusinessToken(client, BUSINESS);
    await expect(fetched).rejects.toMatchObject({ isNotVisible: true, isOwnToken: true });
  });
});

describe("shared WABAs", () => {
  const routes: FakeRoutes = {
    [WABAS]: ({ query }) =>
      query.has("after")
        ? { body: { data: [{ id: "2", owner_business_info: null }] } }
        : {
            body: {
              data: [{ id: WABA, name: "Harbor", owner_business_info: { id: BUSINESS } }],
              paging: { next: "more", cursors: { after: "x" } },
            },
          },
  };

  it("are listed across pages, and by customer", async () => {
    const { client, calls } = await clientOf(routes);
    expect(await listSharedWabas(client)).toEqual([
      { id: WABA, name: "Harbor", ownerBusinessId: BUSINESS },
      { id: "2", name: "" },
    ]);
    expect(calls.map(({ query }) => query.get("limit"))).toEqual(["100", "100"]);
    expect(await listClientWabaIds(client, BUSINESS)).toEqual([WABA]);
  });

  it("are not known without a system token", async () => {
    const { client } = await clientOf(routes, false);
    expect(await listSharedWabas(client)).toBeUndefined();
    expect(await listClientWabaIds(client, BUSINESS)).toEqual([]);
  });
});
