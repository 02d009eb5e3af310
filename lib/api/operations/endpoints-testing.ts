import { endpoints } from "@/db/schema";
import type { Case, World } from "@/lib/api/world-testing";
import type { Context, Operator } from "@/lib/context";
import { createEndpoint } from "@/lib/endpoints/create-endpoint";
import { sendTestEvent } from "@/lib/endpoints/send-test-event";
import { newId } from "@/lib/ids";
import { connectionOf } from "@/lib/webhooks/testing";

const URL = "http://localhost:9/hooks";

/** The portal's only endpoint: of twenty there can be no more. */
async function endpointOf(world: World): Promise<string> {
  await world.ctx.db.delete(endpoints);
  return (await createEndpoint(adminOf(world), { url: URL })).id;
}

async function testOf(world: World) {
  const endpointId = await endpointOf(world);
  return { endpointId, ...(await sendTestEvent(adminOf(world), { endpointId })) };
}

function adminOf({ ctx }: World): Context<Operator> {
  const actor = { kind: "operator", userId: newId(), role: "admin", sessionId: "test" } as const;
  return { ...ctx, actor };
}

export const ENDPOINT_CASES: Record<string, Case> = {
  createEndpoint: {
    works: async ({ ctx }) => {
      await ctx.db.delete(endpoints);
      const types = ["connection.connected", "link.viewed"];
      return { path: "/endpoints", body: { url: URL, description: "CRM", types } };
    },
  },
  listEndpoints: {
    works: async (world) => {
      await endpointOf(world);
      return { path: "/endpoints" };
    },
  },
  getEndpoint: { works: async (world) => ({ path: `/endpoints/${await endpointOf(world)}` }) },
  updateEndpoint: {
    works: async (world) => ({
      path: `/endpoints/${await endpointOf(world)}`,
      body: { url: `${URL}/new`, description: null, types: null, state: "disabled" },
    }),
  },
  deleteEndpoint: { works: async (world) => ({ path: `/endpoints/${await endpointOf(world)}` }) },
  rotateEndpointSecret: {
    works: async (world) => ({ path: `/endpoints/${await endpointOf(world)}/rotate-secret` }),
  },
  testEndpoint: {
    works: async (world) => ({ path: `/endpoints/${await endpointOf(world)}/test` }),
  },
  replayEndpoint: {
    works: async (world) => ({
      path: `/endpoints/${await endpointOf(world)}/replay`,
      body: { since: "2026-11-26T09:30:00.000Z" },
    }),
  },
  listDeliveries: {
    works: async (world) => {
      const { endpointId } = await testOf(world);
      return { path: `/deliveries?endpointId=${endpointId}&state=pending&type=endpoint.test` };
    },
  },
  getDelivery: {
    works: async (world) => ({ path: `/deliveries/${(await testOf(world)).deliveryId}` }),
  },
  replayDelivery: {
    works: async (world) => ({ path: `/deliveries/${(await testOf(world)).deliveryId}/replay` }),
  },
  listEvents: {
    works: async ({ ctx, tenantId }) => {
      const { id } = await connectionOf(ctx, tenantId);
      return {
        path: `/events?tenantId=${tenantId}&connectionId=${id}&type=connection.connected`,
      };
    },
  },
  getEvent: { works: async (world) => ({ path: `/events/${(await testOf(world)).eventId}` }) },
};
