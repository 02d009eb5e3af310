import { CreateTenant, createTenant } from "../../../lib/tenants/create-tenant";
import { command } from "../command";

export const createTenantCommand = command({
  noun: "tenant",
  verb: "create",
  summary: "Makes a customer, and has the portal make its Bird workspace.",
  options: {
    name: { value: "NAME", about: "What it is called." },
    "external-id": { value: "ID", about: "Your own id of it." },
    email: { value: "EMAIL", about: "Its person." },
    locale: { value: "TAG", about: "Its language, for example nl; en without it." },
    "workspace-id": { value: "UUID", about: "A Bird workspace that it has already." },
  },
  details: [],
  examples: ['--name "Harbor Coffee" --external-id cus_4711'],
  schema: CreateTenant,
  run: async (ctx, input) => {
    const { tenantId } = await createTenant(ctx, {
      ...input,
      workspace: input.workspaceId ? "adopt" : "make",
    });
    return { data: { tenantId }, lines: [`${input.name} is tenant ${tenantId}.`] };
  },
});
