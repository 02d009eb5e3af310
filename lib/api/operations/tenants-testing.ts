import type { Case } from "@/lib/api/world-testing";
import { newId } from "@/lib/ids";
import { archiveTenant } from "@/lib/tenants/archive-tenant";

export const TENANT_CASES: Record<string, Case> = {
  createTenant: {
    works: () => ({
      path: "/tenants",
      body: {
        ...{ name: "Harbor Coffee", externalId: newId(), email: null, locale: "pt-br" },
        metadata: { plan: "pro" },
      },
    }),
  },
  listTenants: { works: () => ({ path: "/tenants?limit=5&archived=false" }) },
  getTenant: { works: ({ tenantId }) => ({ path: `/tenants/${tenantId}` }) },
  updateTenant: {
    works: ({ tenantId }) => ({
      path: `/tenants/${tenantId}`,
      body: { name: "Harbor Tea", externalId: null, metadata: null },
    }),
  },
  upsertTenant: {
    works: () => ({
      path: `/tenants/by-external-id/${encodeURIComponent(`a b/${newId()}`)}`,
      body: { name: "Harbor Coffee", email: "ada@harborcoffee.example" },
    }),
  },
  archiveTenant: { works: ({ tenantId }) => ({ path: `/tenants/${tenantId}/archive` }) },
  restoreTenant: {
    works: async ({ ctx, tenantId }) => {
      await archiveTenant({ ...ctx, actor: OPERATOR }, { tenantId });
      return { path: `/tenants/${tenantId}/restore` };
    },
  },
};

const OPERATOR = {
  kind: "operator" as const,
  userId: newId(),
  role: "admin" as const,
  sessionId: "test",
};
