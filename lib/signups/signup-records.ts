import type { z } from "zod";
import { findSignupAnywhere, type SignupRow } from "@/db/queries/signups";
import { findAnyTenant } from "@/db/queries/tenant-changes";
import { requireRole } from "@/lib/auth/require-role";
import { toFailure } from "@/lib/connections/connection-records";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { supportReference } from "@/lib/ids";
import type { SignupId } from "./get-signup";

/** A signup as programs read it; never its code or token. */
export type SignupRecord = ReturnType<typeof toRecord>;

/** One signup of whichever tenant. Throws forbidden, not_found. */
export async function getSignupRecord(
  ctx: Context,
  { signupId }: z.infer<typeof SignupId>,
): Promise<SignupRecord> {
  requireRole(ctx, "viewer", "signups:read");
  return readSignupRecord(ctx, signupId);
}

/** The same for a verb that has authorised and changed it. Throws not_found. */
export async function readSignupRecord(
  ctx: Pick<Context, "db" | "env">,
  signupId: string,
): Promise<SignupRecord> {
  const row = await findSignupAnywhere(ctx.db, signupId);
  if (!row) throw notFound("signup");
  const tenant = await findAnyTenant(ctx.db, row.tenantId);
  return toRecord(ctx, row, tenant?.externalId ?? null);
}

function toRecord({ env }: Pick<Context, "env">, row: SignupRow, externalId: string | null) {
  const { id, tenantId, linkId, state, connectionId, numberId } = row;
  return {
    ...{ id, tenantId, externalId, linkId, state, connectionId, numberId },
    failure: toFailure(row, { t: getTranslator("en"), appUrl: env.appUrl }),
    supportReference: supportReference(id),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
