import type { z } from "zod";
import { findSignupAnywhere } from "@/db/queries/signups";
import { findTenant } from "@/db/queries/tenants";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { SignupId } from "./get-signup";
import { toSignupView } from "./to-signup-view";
import type { SignupView } from "./view";

export type TenantSignupView = SignupView & { tenantId: string; linkId: string | undefined };

/** A signup of whichever tenant, for staff, in that tenant's language. Throws forbidden, not_found. */
export async function getSignupOfTenant(
  ctx: Context,
  { signupId }: z.infer<typeof SignupId>,
): Promise<TenantSignupView> {
  requireRole(ctx, "viewer", "signups:read");
  const row = await findSignupAnywhere(ctx.db, signupId);
  const tenant = row && (await findTenant(ctx.db, row.tenantId));
  if (!row || !tenant) throw notFound("signup");
  const view = toSignupView({ actor: { locale: tenant.locale } }, row);
  return { ...view, tenantId: tenant.id, linkId: row.linkId ?? undefined };
}
