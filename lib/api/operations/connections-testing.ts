import { type Case, connected, heldUp } from "@/lib/api/world-testing";

export const CONNECTION_CASES: Record<string, Case> = {
  listConnections: {
    works: async (world) => {
      await heldUp(world);
      return { path: `/connections?tenantId=${world.tenantId}&party=isv&source=own` };
    },
  },
  getConnection: { works: async (world) => ({ path: `/connections/${(await heldUp(world)).id}` }) },
  retryConnection: {
    works: async (world) => ({ path: `/connections/${(await connected(world)).id}/retry` }),
  },
  disconnectConnection: {
    works: async (world) => ({ path: `/connections/${(await heldUp(world)).id}/disconnect` }),
  },
  sendTestMessage: {
    works: async (world) => ({
      path: `/connections/${(await connected(world)).id}/test-messages`,
      body: { to: "+31612345678" },
    }),
  },
};
