import { lockOwners } from "@/db/queries/operators";
import type { Db } from "@/db/types";
import { AppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";

/** Throws conflict when nobody but this person is an owner. Holds all owners until the transaction ends. */
export async function requireAnotherOwner(tx: Db, userId: string): Promise<void> {
  const owners = await lockOwners(tx);
  if (owners.some((id) => id !== userId)) return;
  const t = getTranslator("en");
  const message = t("settings.operators.refusals.lastOwner");
  throw new AppError("conflict", message, { reason: "last_owner" });
}
