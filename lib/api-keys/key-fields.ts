import { z } from "zod";
import { countLiveApiKeys, lockApiKeys } from "@/db/queries/api-keys";
import type { Db } from "@/db/types";
import { AppError } from "@/lib/errors";
import { SCOPES, type Scope } from "./states";

export const LIVE_KEYS_MAX = 100;
/** What an owner alone may give. */
const OWNER_SCOPES: Scope[] = ["tokens:export"];

export const KeyName = z
  .string("Write a name.")
  .trim()
  .min(1, "Write what the key is for, for example Billing service.")
  .max(80, "Write at most 80 characters.");

export const KeyScopes = z
  .array(z.enum(SCOPES))
  .min(1, "Choose at least one thing that the key may do.")
  .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope)));

/** Throws forbidden beside the field when a scope is an owner's to give. */
export function requireMayGive(
  { actor }: { actor: { kind: string; role?: string } },
  scopes: Scope[],
): void {
  const kept = scopes.find((scope) => OWNER_SCOPES.includes(scope));
  if (!kept || actor.role === "owner" || actor.kind === "system") return;
  const message = `Only an owner may give ${kept}.`;
  throw new AppError("forbidden", message, { errors: [{ field: "scopes", message }] });
}

/** All live keys fit on one page, so that none can hide. Throws conflict when there are that many. */
export async function requireRoomForKey(tx: Db, now: Date): Promise<void> {
  await lockApiKeys(tx);
  if ((await countLiveApiKeys(tx, now)) < LIVE_KEYS_MAX) return;
  const message = `There are ${LIVE_KEYS_MAX} live keys. Revoke one that is not used any more.`;
  throw new AppError("conflict", message);
}

/** The scopes that an operator of this role may give. */
export function scopesOf(role: string): Scope[] {
  return SCOPES.filter((scope) => role === "owner" || !OWNER_SCOPES.includes(scope));
}
