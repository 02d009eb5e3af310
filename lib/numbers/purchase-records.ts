import {
  findPurchase,
  listPurchasesOfTenant,
  type PurchaseRow,
} from "@/db/queries/number-purchases";
import { findAnyTenant } from "@/db/queries/tenant-changes";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { refusalWords } from "./refusal-words";

/** A purchase as programs read it. */
export type PurchaseRecord = ReturnType<typeof toRecord>;
type Key = { tenantId: string; purchaseId: string };

/** How a purchase stands. Throws forbidden, not_found. */
export async function getPurchaseRecord(ctx: Context<Staff>, key: Key): Promise<PurchaseRecord> {
  requireRole(ctx, "viewer", "numbers:read");
  return readPurchaseRecord(ctx, key);
}

type Asked = { tenantId: string; limit: number; after: string | undefined };

/** A page of a tenant's purchases, newest first, and the id after which the next begins. Throws forbidden, not_found. */
export async function listPurchaseRecords(
  ctx: Context<Staff>,
  { tenantId, ...keyset }: Asked,
): Promise<{ rows: PurchaseRecord[]; older: string | undefined }> {
  requireRole(ctx, "viewer", "numbers:read");
  if (!(await findAnyTenant(ctx.db, tenantId))) throw notFound("tenant");
  const { rows, older } = await listPurchasesOfTenant(ctx.db, tenantId, keyset);
  return { rows: rows.map(toRecord), older };
}

/** The same for a verb that has authorised. Throws not_found. */
export async function readPurchaseRecord(
  { db }: Pick<Context, "db">,
  key: Key,
): Promise<PurchaseRecord> {
  const row = await findPurchase(db, key);
  if (!row) throw notFound("purchase");
  return toRecord(row);
}

function toRecord(row: PurchaseRow) {
  const { id, tenantId, phoneNumber, country, kind, state, numberId, currency } = row;
  return {
    ...{ id, tenantId, phoneNumber, country, state, numberId },
    type: kind,
    monthlyPrice: { amount: row.monthlyPrice, currency },
    setupPrice: row.setupPrice ? { amount: row.setupPrice, currency } : null,
    refusal: state === "refused" ? refusalWords(row, getTranslator("en")) : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
