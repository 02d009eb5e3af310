import { type Case, linkOf } from "@/lib/api/world-testing";

export const LINK_CASES: Record<string, Case> = {
  createLink: {
    works: ({ tenantId }) => ({
      path: "/links",
      body: {
        ...{ tenantId, expiresInMinutes: 60, email: "ada@harborcoffee.example" },
        ...{ expectedPhoneNumber: "+31612345678", numberChoice: "own", metadata: { plan: "pro" } },
        successUrl: "https://app.example.com/done",
      },
    }),
  },
  listLinks: { works: ({ tenantId }) => ({ path: `/links?tenantId=${tenantId}&state=created` }) },
  getLink: { works: async (world) => ({ path: `/links/${(await linkOf(world)).id}` }) },
  updateLink: {
    works: async (world) => ({
      path: `/links/${(await linkOf(world)).id}`,
      body: { email: null, failureUrl: "https://app.example.com/failed", metadata: { a: "b" } },
    }),
  },
  revokeLink: { works: async (world) => ({ path: `/links/${(await linkOf(world)).id}/revoke` }) },
};
