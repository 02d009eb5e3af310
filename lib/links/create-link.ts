import { z } from "zod";
import { insertTenant, isWorkspaceTaken } from "@/db/queries/tenants";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { NumberId } from "@/lib/numbers/number-id";
import { toE164 } from "@/lib/numbers/phone";
import { requireNumberOf } from "@/lib/numbers/require-number-of";
import { lockActiveTenant } from "@/lib/tenants/lock-tenant-version";
import { putEnsureWorkspace, startEnsuringWorkspace } from "@/lib/tenants/start-ensuring-workspace";
import { requireTenant } from "@/lib/tenants/tenant-ref";
import { hasAddress, LinkOptions, NO_ADDRESS, optional } from "./link-options";
import { countLinkMail, type LinkMail, mailLink, requireMail } from "./mail-link";
import { type MadeLink, makeLink, WEEK_MINUTES } from "./make-link";
import { OWN_NUMBER } from "./number-rule";
import { requireReturnUrls } from "./return-urls";

const E164 = z.string().transform((text, context) => {
  const phoneNumber = toE164(text);
  if (phoneNumber) return phoneNumber;
  context.addIssue({
    code: "custom",
    message: "Write the number in international form, for example +31 6 12345678.",
  });
  return z.NEVER;
});

/** An existing tenant by id, or a new one by name. */
export const CreateLink = z
  .strictObject({
    tenantId: optional(Id),
    tenantName: optional(z.string().trim().min(1).max(200)),
    workspaceId: optional(z.guid("Copy the workspace id from Bird; it is a UUID.")),
    expectedPhoneNumber: optional(E164),
    /** A Bird number of the tenant's workspace, or `own`; without it the customer chooses. */
    numberId: optional(z.union([z.literal(OWN_NUMBER), NumberId], "Choose a number of the list.")),
    ...LinkOptions,
  })
  .refine(({ tenantId, tenantName }) => tenantId || tenantName, {
    path: ["tenantName"],
    message: "Choose a customer, or write the name of a new one.",
  })
  .refine(({ tenantId, workspaceId }) => !(tenantId && workspaceId), {
    path: ["workspaceId"],
    message: "This customer exists already; a workspace can be given to a new one only.",
  })
  .refine(hasAddress, NO_ADDRESS);

/**
 * Makes a link for one tenant and returns its address, which cannot be shown again. A new link revokes the
 * tenant's older ones and the sessions they opened. Throws forbidden, not_found, conflict (archived), invalid_input
 * (return address not allowed, number not there), not_configured (no mail server), too_many_requests (mails).
 */
export async function createLink(
  ctx: Context,
  input: z.infer<typeof CreateLink>,
): Promise<MadeLink & { mail: LinkMail }> {
  requireRole(ctx, "admin", "links:write");
  if (input.mail) requireMail(ctx);
  if (input.tenantId) await requireTenant(ctx, { tenantId: input.tenantId });
  if (input.numberId && input.numberId !== OWN_NUMBER)
    await requireNumberOf(ctx, { tenantId: input.tenantId, numberId: input.numberId });
  if (input.mail && input.email) await countLinkMail(ctx.db, input.email);
  const made = await ctx.db.transaction(async (tx) => {
    const urls = await requireReturnUrls(tx, input);
    const tenantId = await tenantOf(tx, ctx, input);
    const link = await makeLink(ctx, tx, {
      tenantId,
      purpose: "connect",
      email: input.email?.toLowerCase(),
      expectedPhoneNumber: input.expectedPhoneNumber,
      numberId: input.numberId,
      metadata: input.metadata,
      ...urls,
      lifetimeMinutes: input.lifetimeMinutes ?? WEEK_MINUTES,
    });
    await putEnsureWorkspace(ctx, tx, tenantId);
    return link;
  });
  startEnsuringWorkspace(ctx, made.tenantId);
  const mail = input.mail ? await mailLink(ctx, made) : "not_asked";
  return { ...made, mail };
}

async function tenantOf(tx: Db, ctx: Context, input: z.infer<typeof CreateLink>): Promise<string> {
  if (input.tenantId) {
    return (await lockActiveTenant(tx, input.tenantId)).id;
  }
  const { workspaceId } = input;
  if (workspaceId && (await isWorkspaceTaken(tx, workspaceId))) {
    const message = "Another customer has this Bird workspace; each needs one of its own.";
    throw new AppError("conflict", message, { errors: [{ field: "workspaceId", message }] });
  }
  const tenant = await insertTenant(tx, {
    name: input.tenantName ?? "",
    email: input.email?.toLowerCase(),
    workspaceId,
  });
  await recordAudit(tx, ctx, {
    action: "tenant.created",
    tenantId: tenant.id,
    subjectId: tenant.id,
  });
  return tenant.id;
}
