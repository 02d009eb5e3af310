import { operatorsAmong } from "@/db/queries/members";
import { listTenantsOfWorkspaces } from "@/db/queries/tenant-changes";
import { findTenantByExternalId } from "@/db/queries/tenants";
import type { Db } from "@/db/types";
import { isUniqueViolation } from "@/db/unique-violation";
import { AppError } from "@/lib/errors";
import { takenConflict } from "./tenant-fields";

type Wanted = {
  externalId?: string | undefined;
  workspaceId?: string | undefined;
  email?: string | undefined;
};

/** Throws conflict, beside its field, when somebody else has what a tenant (`tenantId`, when it exists) is to have. */
export async function requireFree(db: Db, wanted: Wanted, tenantId?: string): Promise<void> {
  const { externalId, workspaceId, email } = wanted;
  if (externalId) {
    const other = await findTenantByExternalId(db, externalId);
    if (other && other.id !== tenantId) throw takenConflict("externalId");
  }
  if (workspaceId) {
    const others = await listTenantsOfWorkspaces(db, [workspaceId]);
    if (others.some(({ id }) => id !== tenantId)) throw takenConflict("workspaceId");
  }
  if (email && (await operatorsAmong(db, [email])).has(email)) throw takenConflict("email");
}

/** Two who want the same at the same moment: the second is told as if it had come later. */
export async function tellRaces<T>(wanted: Wanted, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    if (wanted.externalId && wanted.workspaceId)
      throw new AppError(
        "conflict",
        "Another tenant has just got this external id or workspace. Try again to see which.",
        { reason: "lost_update" },
      );
    throw wanted.workspaceId ? takenConflict("workspaceId") : takenConflict("externalId");
  }
}
