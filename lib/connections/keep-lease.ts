import { renewLease } from "@/db/queries/connection-lease";
import type { Context } from "@/lib/context";
import { LEASE_MS, type Pass } from "./pass";
import { LeaseLostError } from "./steps/step";

/** Keeps the turn for longer; call it right before what another's turn must not meet. Throws LeaseLostError. */
export async function keepLease(ctx: Context, { lease }: Pass): Promise<void> {
  const leaseUntil = new Date(ctx.now().getTime() + LEASE_MS);
  if (!(await renewLease(ctx.db, { ...lease, leaseUntil }))) throw new LeaseLostError();
}
