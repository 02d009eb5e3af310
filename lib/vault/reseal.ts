import {
  listSealed,
  replaceSealed,
  SEALED_COLUMNS,
  type SealedColumn,
  type SealedValue,
} from "@/db/queries/sealed-columns";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { keyIdOf, VaultError } from "./seal";

const BATCH_SIZE = 200;
/** A value that somebody else has just replaced is looked at again, this often in all. */
const PASSES_MAX = 3;

export type ResealCount = {
  column: string;
  resealed: number;
  /** Was under the active key already. */
  current: number;
  /** Was replaced by somebody else each time. */
  changed: number;
  unreadable: number;
};
export type Resealed = {
  /** The id of the active key. */
  key: string;
  columns: ResealCount[];
  /** Ids of keys that values need and ENCRYPTION_KEYS lacks. */
  missingKeys: string[];
};

/**
 * Seals every value of the database anew with the active key, while the portal runs: each is put in place of the very
 * value that was read, so that nothing newer is lost. May be killed and run again; what is done stays done. Values
 * that cannot be opened are counted and left. Throws forbidden.
 */
export async function resealAll(
  ctx: Context,
  onColumn: (count: ResealCount) => void = () => {},
): Promise<Resealed> {
  requireRole(ctx, "owner");
  const key = activeKeyOf(ctx);
  // Written down first: a run that is killed has resealed something all the same.
  await ctx.db.transaction((tx) =>
    recordAudit(tx, ctx, { action: "settings.key_rotation_started", detail: { key } }),
  );
  const missing = new Set<string>();
  const columns: ResealCount[] = [];
  for (const column of SEALED_COLUMNS) {
    const count = await resealColumn(ctx, column, missing);
    columns.push(count);
    onColumn(count);
  }
  const detail = { key, resealed: sumOf(columns, "resealed"), left: sumOf(columns, "unreadable") };
  await ctx.db.transaction((tx) =>
    recordAudit(tx, ctx, { action: "settings.keys_rotated", detail }),
  );
  return { key, columns, missingKeys: [...missing] };
}

async function resealColumn(
  ctx: Context,
  column: SealedColumn,
  missing: Set<string>,
): Promise<ResealCount> {
  let resealed = 0;
  for (let pass = 1; ; pass += 1) {
    const seen = await onePass(ctx, column, missing);
    resealed += seen.resealed;
    if (seen.changed === 0 || pass === PASSES_MAX)
      // What an earlier pass has done is under the active key in this one.
      return { ...seen, resealed, current: seen.current - (resealed - seen.resealed) };
  }
}

async function onePass(
  ctx: Context,
  column: SealedColumn,
  missing: Set<string>,
): Promise<ResealCount> {
  const count = { column: column.name, resealed: 0, current: 0, changed: 0, unreadable: 0 };
  let after: string[] | undefined;
  for (;;) {
    const batch = await listSealed(ctx.db, column, { after, limit: BATCH_SIZE });
    for (const sealed of batch) count[await resealRow(ctx, { column, sealed, missing })] += 1;
    after = batch.at(-1)?.keys;
    if (batch.length < BATCH_SIZE) return count;
  }
}

type Row = { column: SealedColumn; sealed: SealedValue; missing: Set<string> };

/** Seals one value anew; the answer is what it counts as. */
async function resealRow(
  ctx: Context,
  { column, sealed: { keys, tenantId, rowId, value }, missing }: Row,
): Promise<"resealed" | "current" | "changed" | "unreadable"> {
  const kid = keyIdOf(value);
  if (kid === activeKeyOf(ctx)) return "current";
  const next = await resealOne(ctx, value, { tenantId, rowId });
  if (next !== undefined)
    return (await replaceSealed(ctx.db, column, { keys, value, next })) ? "resealed" : "changed";
  if (kid && !ctx.env.encryptionKeys.some((one) => one.kid === kid)) missing.add(kid);
  return "unreadable";
}

async function resealOne(
  { vault }: Context,
  value: string,
  binding: { tenantId: string; rowId: string },
): Promise<string | undefined> {
  try {
    return await vault.seal(await vault.open(value, binding), binding);
  } catch (error) {
    if (error instanceof VaultError) return undefined;
    throw error;
  }
}

function activeKeyOf({ env }: Context): string {
  const [active] = env.encryptionKeys;
  if (!active) throw new VaultError("No encryption key is configured.");
  return active.kid;
}

function sumOf(columns: ResealCount[], name: "resealed" | "unreadable"): number {
  return columns.reduce((sum, column) => sum + column[name], 0);
}
