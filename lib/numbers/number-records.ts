import { listConnectionsByNumber } from "@/db/queries/number-purchases";
import { findAnyTenant } from "@/db/queries/tenant-changes";
import type { TenantRow } from "@/db/queries/tenants";
import { requireRole } from "@/lib/auth/require-role";
import type { BirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import { getBirdNumber } from "@/lib/bird/get-number";
import { missingPapers } from "@/lib/bird/numbers";
import type { Context, Staff } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { toBirdTrouble } from "./bird-trouble";
import { type ReadNumber, readNumberPage } from "./number-reader";
import { toOperatorNumber } from "./operator-number";
import { toE164 } from "./phone";

const t = getTranslator("en");

/** A Bird number as programs read it. */
export type NumberRecord = Awaited<ReturnType<typeof toRecords>>[number];

type Asked = { tenantId: string; limit: number; after: string | undefined };

/**
 * A page of the numbers of a tenant's workspace, newest first, and the id after which the next begins. Throws forbidden,
 * not_found, not_configured, provider_unavailable, provider_refused, invalid_input (`cursor`, of a number that is gone).
 */
export async function listNumberRecords(
  ctx: Context<Staff>,
  { tenantId, ...keyset }: Asked,
): Promise<{ rows: NumberRecord[]; older: string | undefined }> {
  requireRole(ctx, "viewer", "numbers:read");
  const { tenant, bird } = await requireBird(ctx, tenantId);
  const { workspaceId } = tenant;
  if (!workspaceId) return { rows: [], older: undefined };
  const page = await readNumberPage(bird, { workspaceId, ...keyset }).catch((error: unknown) => {
    throw toBirdTrouble(error, t);
  });
  if (page) return { rows: await toRecords(ctx, tenantId, page.numbers), older: page.older };
  const message = "The number that this page begins after is gone. Begin with the first page.";
  throw new AppError("invalid_input", message, { errors: [{ field: "cursor", message }] });
}

/** One number of a tenant's workspace. Throws as the list does. */
export async function getNumberRecord(
  ctx: Context<Staff>,
  { tenantId, numberId }: { tenantId: string; numberId: string },
): Promise<NumberRecord> {
  requireRole(ctx, "viewer", "numbers:read");
  const { tenant, bird } = await requireBird(ctx, tenantId);
  if (!tenant.workspaceId) throw notFound("number");
  const number = await getBirdNumber(bird, tenant.workspaceId, numberId).catch((error: unknown) => {
    if (error instanceof BirdError && error.isNotFound) throw notFound("number");
    throw toBirdTrouble(error, t);
  });
  const papers = missingPapers(number).map((paper) => ({ ...paper, message: undefined }));
  const [record] = await toRecords(ctx, tenantId, [{ number, isKnown: true, papers }]);
  if (!record) throw notFound("number");
  return record;
}

/** A tenant, archived or not, and the way to Bird. Throws not_found, not_configured. */
export async function requireBird(
  { db, bird }: Pick<Context, "db" | "bird">,
  tenantId: string,
): Promise<{ tenant: TenantRow; bird: BirdClient }> {
  const tenant = await findAnyTenant(db, tenantId);
  if (!tenant) throw notFound("tenant");
  if (!bird) throw new AppError("not_configured", t("numbersPage.trouble.off"));
  return { tenant, bird };
}

async function toRecords(ctx: Context, tenantId: string, read: ReadNumber[]) {
  const phoneNumbers = read.flatMap(({ number }) => toE164(number.number) ?? []);
  const used = await listConnectionsByNumber(ctx.db, { tenantIds: [tenantId], phoneNumbers });
  return read.map((one) => {
    const seen = toOperatorNumber(one, { now: ctx.now(), used, t });
    const { whatsApp, number } = one.number;
    return {
      id: seen.id,
      tenantId,
      phoneNumber: toE164(number) ?? number,
      country: seen.country ?? null,
      type: seen.type ?? null,
      capabilities: seen.capabilities,
      state: seen.state,
      stateMessage: seen.sentence,
      verification: whatsApp
        ? {
            status: whatsApp.status,
            stage: whatsApp.stage,
            expiresAt: whatsApp.verificationExpiresAt?.toISOString() ?? null,
          }
        : null,
      missingPapers: seen.papers,
      connectionId: seen.connection?.id ?? null,
    };
  });
}
