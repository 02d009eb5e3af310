import { z } from "zod";
import {
  addPortalSetting,
  findPortalSetting,
  putPortalSetting,
} from "@/db/queries/portal-settings";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { fingerprint, newSecret } from "@/lib/vault/digest";
import type { Binding } from "@/lib/vault/seal";

const KEY = "return_secret";
/** The secret is the whole portal's, so it is bound to no tenant. */
export const RETURN_SECRET_BINDING: Binding = {
  tenantId: "portal",
  rowId: "settings:return_secret",
};

const Kept = z.object({
  sealedSecret: z.string(),
  fingerprint: z.string(),
  createdAt: z.iso.datetime(),
});
export type KeptReturnSecret = z.infer<typeof Kept>;

type Parts = Pick<Context, "db" | "vault" | "now">;

/**
 * The secret that signs ways back; made when nobody has asked for one before. Throws VaultError, and an Error when
 * what is on record is none.
 */
export async function openReturnSecret(ctx: Parts & Pick<Context, "requestId">): Promise<string> {
  const found = (await readReturnSecret(ctx.db)) ?? (await addFirst(ctx));
  return ctx.vault.open(found.sealedSecret, RETURN_SECRET_BINDING);
}

/** When the secret was made and what tells it from others; never the secret. */
export async function readReturnSecret(db: Db): Promise<KeptReturnSecret | undefined> {
  return Kept.safeParse(await findPortalSetting(db, KEY)).data;
}

/**
 * Makes a new secret and hands it out, this once. The old one signs nothing from then on: a way back is followed at
 * once, so that no time is needed in which both count. Throws forbidden.
 */
export async function rotateReturnSecret(
  ctx: Context,
): Promise<{ secret: string; fingerprint: string }> {
  requireRole(ctx, "owner");
  const { secret, value } = await makeSecret(ctx);
  await ctx.db.transaction(async (tx) => {
    await putPortalSetting(tx, { key: KEY, value, now: ctx.now() });
    const detail = { fingerprint: value.fingerprint };
    await recordAudit(tx, ctx, { action: "settings.return_secret_rotated", detail });
  });
  return { secret, fingerprint: value.fingerprint };
}

/** A customer's visit is what asks for it, but nobody's act. Of many at once, one is kept. */
async function addFirst(ctx: Parts & Pick<Context, "requestId">): Promise<KeptReturnSecret> {
  const { value } = await makeSecret(ctx);
  await ctx.db.transaction(async (tx) => {
    if (!(await addPortalSetting(tx, { key: KEY, value, now: ctx.now() }))) return;
    const nobody = { actor: { kind: "system" as const }, requestId: ctx.requestId };
    const detail = { fingerprint: value.fingerprint };
    await recordAudit(tx, nobody, { action: "settings.return_secret_made", detail });
  });
  const kept = await readReturnSecret(ctx.db);
  if (!kept) throw new Error("The secret of ways back cannot be read. Make a new one in Settings.");
  return kept;
}

async function makeSecret({ vault, now }: Parts) {
  const secret = `return_${newSecret()}`;
  const value: KeptReturnSecret = {
    sealedSecret: await vault.seal(secret, RETURN_SECRET_BINDING),
    fingerprint: fingerprint(secret),
    createdAt: now().toISOString(),
  };
  return { secret, value };
}
