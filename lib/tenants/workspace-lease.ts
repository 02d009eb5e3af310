import type { TenantRow } from "@/db/queries/tenants";
import {
  claimTenantWorkspace,
  endTenantWorkspace,
  renewTenantWorkspace,
  type WorkspaceEnd,
} from "@/db/queries/workspaces";
import { LeaseLostError } from "@/lib/connections/steps/step";
import type { Context } from "@/lib/context";

const LEASE_MS = 60_000;

export type WorkspaceLease = {
  tenant: TenantRow;
  /** Keeps the right for longer; right before what must not happen twice. Throws LeaseLostError. */
  keep(): Promise<void>;
  /** The same once half of the time is over: cheap to call often. Throws LeaseLostError. */
  refresh(): Promise<void>;
  /** Writes what became of it and gives the right up, if it is still ours. */
  end(change: WorkspaceEnd): Promise<void>;
};

/** Takes the right to set up a tenant's workspace; undefined while somebody alive has it. */
export async function takeWorkspaceLease(
  ctx: Context,
  tenantId: string,
): Promise<WorkspaceLease | undefined> {
  const now = ctx.now();
  let leaseUntil = new Date(now.getTime() + LEASE_MS);
  const tenant = await claimTenantWorkspace(ctx.db, { tenantId, now, leaseUntil });
  if (!tenant) return undefined;
  const keep = async () => {
    const next = new Date(ctx.now().getTime() + LEASE_MS);
    if (!(await renewTenantWorkspace(ctx.db, { tenantId, leaseUntil, next })))
      throw new LeaseLostError();
    leaseUntil = next;
  };
  return {
    tenant,
    keep,
    refresh: async () => {
      if (leaseUntil.getTime() - ctx.now().getTime() < LEASE_MS / 2) await keep();
    },
    end: (change) => endTenantWorkspace(ctx.db, { tenantId, leaseUntil }, change),
  };
}
