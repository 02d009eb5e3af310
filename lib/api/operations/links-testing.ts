import { type Case, heldUp, linkOf, readyNumber, roomOfOther } from "@/lib/api/world-testing";

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
    foreign: async (world) => {
      const tenantId = await roomOfOther(world);
      const connectionId = (await heldUp(world)).id;
      const numberId = (await readyNumber(world)).id;
      return [
        {
          ...{ id: connectionId, path: "/links" },
          body: { tenantId, purpose: "reconnect", connectionId },
        },
        { id: numberId, path: "/links", body: { tenantId, numberId } },
      ];
    },
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
