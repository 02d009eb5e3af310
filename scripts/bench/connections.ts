import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { connectionSteps, connections, tenants, workspaces } from "../../db/schema";
import { newId } from "../../lib/ids";
import { fingerprint } from "../../lib/vault/digest";
import type { Vault } from "../../lib/vault/seal";
import type { Bench } from "./prepare";

export type Made = { connectionId: string; phoneNumberId: string };
type Making = { vault: Vault; appUrl: string; count: number };

/** Connections whose grant is proven and whose workspace is ready: everything that follows is still to be done. */
export async function makeConnections(
  { db, tenantId }: Bench,
  { vault, appUrl, count }: Making,
): Promise<Made[]> {
  const workspaceId = randomUUID();
  const sealedSigningKey = await vault.seal("bench", { tenantId, rowId: workspaceId });
  const hookUrl = `${appUrl}/api/webhooks/bird/${workspaceId}`;
  await db.update(tenants).set({ workspaceId }).where(eq(tenants.id, tenantId));
  await db
    .insert(workspaces)
    .values({ workspaceId, tenantId, sealedSigningKey, hookUrl, hookedAt: new Date() });
  const made: Made[] = [];
  for (let serial = 0; serial < count; serial += 1) {
    const connectionId = newId();
    const digits = String(10_000_000 + serial);
    const token = `EAAGbench${serial}`;
    await db.insert(connections).values({
      id: connectionId,
      tenantId,
      signupId: newId(),
      state: "provisioning",
      wabaId: `5${digits}`,
      phoneNumberId: `7${digits}`,
      phoneNumber: `+1${digits}00`,
      sealedToken: await vault.seal(token, { tenantId, rowId: connectionId }),
      tokenFingerprint: fingerprint(token),
    });
    const key = { tenantId, connectionId, state: "done" as const };
    await db.insert(connectionSteps).values([
      { ...key, step: "exchange_code" },
      { ...key, step: "verify_grant" },
    ]);
    made.push({ connectionId, phoneNumberId: `7${digits}` });
  }
  return made;
}
