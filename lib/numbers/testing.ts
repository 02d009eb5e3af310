import { eq } from "drizzle-orm";
import { auditLog, numberPurchases, tenants } from "@/db/schema";
import type { Db } from "@/db/types";
import { findStockItem } from "@/lib/bird/search-stock";
import { type SandboxProcess, sandboxRoom } from "@/lib/bird/testing";
import type { Context, Operator } from "@/lib/context";
import { memberContext } from "@/lib/testing";
import type { BuyNumber } from "./buy-number";

/** An operator in front of the sandbox, a tenant with a workspace of its own there, and a number for sale. */
export async function buyerOf(db: Db, sandbox: SandboxProcess, country = "US") {
  const clock = { ms: Date.now() };
  const { ctx: member, tenant } = await memberContext(db, { now: () => new Date(clock.ms) });
  const { bird, workspaceId, phoneNumber, stockId } = await sandboxRoom(sandbox, country);
  await db.update(tenants).set({ workspaceId }).where(eq(tenants.id, tenant.id));
  const as = (role: Operator["role"]): Context<Operator> => ({
    ...member,
    bird,
    actor: { kind: "operator", userId: member.actor.userId, role, sessionId: "test" },
  });
  const input: ReturnType<typeof BuyNumber.parse> = {
    ...{ tenantId: tenant.id, country, number: phoneNumber },
    ...{ monthlyPrice: "3.50", currency: "EUR" },
    ...{ setupPrice: undefined, setupCurrency: undefined },
  };
  return {
    ...{ ctx: as("admin"), as, member, bird, clock, tenant, workspaceId },
    ...{ input, phoneNumber, stockId },
    isForSale: async () => (await findStockItem(bird, { country, phoneNumber })) !== undefined,
    purchases: () =>
      db.select().from(numberPurchases).where(eq(numberPurchases.tenantId, tenant.id)),
    audited: async () => {
      const rows = await db
        .select()
        .from(auditLog)
        .where(eq(auditLog.tenantId, tenant.id))
        .orderBy(auditLog.id);
      return rows.map(({ action }) => action).filter((one) => one.startsWith("number."));
    },
  };
}
