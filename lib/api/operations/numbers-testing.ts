import { bought, type Case, readyNumber, roomOfOther } from "@/lib/api/world-testing";

export const NUMBER_CASES: Record<string, Case> = {
  listNumbers: {
    works: async (world) => {
      await readyNumber(world);
      return { path: `/tenants/${world.tenantId}/numbers` };
    },
  },
  getNumber: {
    works: async (world) => ({
      path: `/tenants/${world.tenantId}/numbers/${(await readyNumber(world)).id}`,
    }),
    foreign: async (world) => {
      const tenantId = await roomOfOther(world);
      const { id } = await readyNumber(world);
      return [{ id, path: `/tenants/${tenantId}/numbers/${id}` }];
    },
  },
  searchStock: {
    works: ({ phoneNumber }) => ({
      path: `/stock-numbers?country=us&prefix=${encodeURIComponent(phoneNumber)}`,
    }),
  },
  buyNumber: {
    works: ({ tenantId, phoneNumber }) => ({
      path: `/tenants/${tenantId}/number-purchases`,
      body: {
        ...{ country: "US", phoneNumber, setupPrice: null },
        monthlyPrice: { amount: "3.50", currency: "EUR" },
      },
    }),
  },
  listNumberPurchases: {
    works: async (world) => {
      await bought(world);
      return { path: `/tenants/${world.tenantId}/number-purchases?limit=1` };
    },
  },
  getNumberPurchase: {
    works: async (world) => ({
      path: `/tenants/${world.tenantId}/number-purchases/${(await bought(world)).id}`,
    }),
    foreign: async (world) => {
      const { id } = await bought(world);
      return [{ id, path: `/tenants/${world.otherTenantId}/number-purchases/${id}` }];
    },
  },
};
