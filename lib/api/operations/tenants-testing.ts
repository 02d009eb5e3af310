import type { Case } from "@/lib/api/world-testing";
import { newId } from "@/lib/ids";
import { archiveTenant } from "@/lib/tenants/archive-tenant";
import { patchTenant } from "@/lib/tenants/patch-tenant";

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
  getTenantByExternalId: {
    works: async ({ ctx, tenantId }) => {
      const externalId = `a b/${newId()}`;
      await patchTenant({ ...ctx, actor: OPERATOR }, { tenantId, externalId });
      return { path: `/tenants/by-external-id/${encodeURIComponent(externalId)}` };
    },
  },
  upsertTenant: {
    works: async ({ ctx, tenantId }) => {
      const externalId = `a b/${newId()}`;
      await patchTenant({ ...ctx, actor: OPERATOR }, { tenantId, externalId });
      return {
        path: `/tenants/by-external-id/${encodeURIComponent(externalId)}`,
        body: { name: "Harbor Coffee", email: "ada@harborcoffee.example" },
      };
    },
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
