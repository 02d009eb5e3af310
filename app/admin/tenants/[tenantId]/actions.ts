"use server";

import { revalidatePath } from "next/cache";
import type { z } from "zod";
import type { Context, Operator } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";
import { getTranslator } from "@/lib/i18n/translator";
import { ArchiveTenant, archiveTenant } from "@/lib/tenants/archive-tenant";
import { InviteMember, inviteMember } from "@/lib/tenants/invite-member";
import { MemberRef, removeMember } from "@/lib/tenants/remove-member";
import { resendInvitation } from "@/lib/tenants/resend-invitation";
import { restoreTenant } from "@/lib/tenants/restore-tenant";
import { RetryWorkspace, retryWorkspace } from "@/lib/tenants/retry-workspace";
import type { Delivery } from "@/lib/tenants/send-invitation";
import { SetWorkspace, setWorkspace } from "@/lib/tenants/set-workspace";
import { UpdateTenant, updateTenant } from "@/lib/tenants/update-tenant";
import { UpdateTenantBrand, updateTenantBrand } from "@/lib/tenants/update-tenant-brand";

const t = getTranslator("en");
type Answer = Promise<Record<string, string>>;

/** An action that leaves the tenant's page as the verb has made it. */
function onTenant<S extends z.ZodType<{ tenantId: string }>>(
  schema: S,
  run: (ctx: Context<Operator>, input: z.output<S>) => Promise<Record<string, string> | undefined>,
) {
  return formAction<Operator, S>({
    actor: "operator",
    schema,
    run: async (ctx, input): Answer => {
      const result = await run(ctx, input);
      revalidatePath(`/admin/tenants/${input.tenantId}`);
      return result ?? {};
    },
  });
}

const quietly =
  <I>(verb: (ctx: Context<Operator>, input: I) => Promise<unknown>) =>
  async (ctx: Context<Operator>, input: I) => {
    await verb(ctx, input);
    return undefined;
  };

const update = onTenant(UpdateTenant, quietly(updateTenant));
const updateBrand = onTenant(UpdateTenantBrand, quietly(updateTenantBrand));
const setRoom = onTenant(SetWorkspace, quietly(setWorkspace));
const retryRoom = onTenant(RetryWorkspace, quietly(retryWorkspace));
const archive = onTenant(ArchiveTenant, quietly(archiveTenant));
const restore = onTenant(ArchiveTenant, quietly(restoreTenant));
const remove = onTenant(MemberRef, quietly(removeMember));
const invite = onTenant(InviteMember, async (ctx, input) =>
  told(await inviteMember(ctx, input), input.email),
);
const resend = onTenant(MemberRef, async (ctx, input) => {
  const { email, delivery } = await resendInvitation(ctx, input);
  return told(delivery, email);
});

function told(delivery: Delivery, email: string) {
  if (delivery === "sent") return { message: t("tenants.people.invited", { email }) };
  return { message: t("tenants.people.notMailed", { email }) };
}

/** Changes what is known of a tenant. */
export async function updateTenantAction(before: FormState, form: FormData): Promise<FormState> {
  return update(before, form);
}

/** Sets what one tenant's pages show instead of the portal's brand. */
export async function updateTenantBrandAction(
  before: FormState,
  form: FormData,
): Promise<FormState> {
  return updateBrand(before, form);
}

/** Gives a tenant another Bird workspace. */
export async function setWorkspaceAction(before: FormState, form: FormData): Promise<FormState> {
  return setRoom(before, form);
}

/** Has a tenant's Bird workspace set up once more. */
export async function retryWorkspaceAction(before: FormState, form: FormData): Promise<FormState> {
  return retryRoom(before, form);
}

/** Puts a tenant away. */
export async function archiveTenantAction(before: FormState, form: FormData): Promise<FormState> {
  return archive(before, form);
}

/** Takes an archived tenant back. */
export async function restoreTenantAction(before: FormState, form: FormData): Promise<FormState> {
  return restore(before, form);
}

/** Makes somebody a member and mails them a sign-in link. */
export async function inviteMemberAction(before: FormState, form: FormData): Promise<FormState> {
  return invite(before, form);
}

/** Mails a member another sign-in link. */
export async function resendInvitationAction(
  before: FormState,
  form: FormData,
): Promise<FormState> {
  return resend(before, form);
}

/** Takes somebody out of a tenant. */
export async function removeMemberAction(before: FormState, form: FormData): Promise<FormState> {
  return remove(before, form);
}
