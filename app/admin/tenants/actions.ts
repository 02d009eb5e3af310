"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { Operator } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";
import { CreateTenant, createTenant } from "@/lib/tenants/create-tenant";
import { ImportTenants, importTenants } from "@/lib/tenants/import/import-form";

const create = formAction<Operator, typeof CreateTenant>({
  actor: "operator",
  schema: CreateTenant,
  run: async (ctx, input) => {
    const { tenantId } = await createTenant(ctx, input);
    redirect(`/admin/tenants/${tenantId}`);
  },
});

const importList = formAction<Operator, typeof ImportTenants>({
  actor: "operator",
  schema: ImportTenants,
  run: async (ctx, input) => {
    const result = await importTenants(ctx, input);
    if (input.intent === "apply") revalidatePath("/admin/tenants");
    return result;
  },
});

/** Makes a tenant and shows its page. */
export async function createTenantAction(before: FormState, form: FormData): Promise<FormState> {
  return create(before, form);
}

/** Says what a list would do, or does what was shown. */
export async function importTenantsAction(before: FormState, form: FormData): Promise<FormState> {
  return importList(before, form);
}
