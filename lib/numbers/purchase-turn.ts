import {
  claimPurchase,
  findPurchase,
  type PurchaseKey,
  type PurchaseRow,
  updatePurchase,
} from "@/db/queries/number-purchases";
import { recordAudit } from "@/lib/audit/record-audit";
import { LeaseLostError } from "@/lib/connections/steps/step";
import type { Context } from "@/lib/context";
import type { FailureDetail } from "@/lib/failures";

/** Longer than any call to Bird may take. */
const LEASE_MS = 60_000;

/** The right to go on with a purchase. Each of its writes throws LeaseLostError when somebody else has taken it. */
export type PurchaseTurn = {
  purchase: PurchaseRow;
  /**
   * Notes that an order leaves now. Until its answer is in, `failureDetail` says so: whoever goes on after a crash
   * sees that the number may be bought already.
   */
  markAsked(): Promise<void>;
  /** Notes that the order never reached Bird. */
  unmarkAsked(): Promise<void>;
  keepBought(numberId: string): Promise<PurchaseRow>;
  keepRefused(detail: FailureDetail): Promise<PurchaseRow>;
  /** Gives the right up; does nothing when it is not ours any more. */
  release(): Promise<void>;
};

/** Takes the right to go on with a purchase; undefined when it has ended or somebody alive has it. */
export async function takePurchaseTurn(
  ctx: Context,
  key: PurchaseKey,
): Promise<PurchaseTurn | undefined> {
  const now = ctx.now();
  let turn = { ...key, leaseUntil: new Date(now.getTime() + LEASE_MS) };
  const purchase = await claimPurchase(ctx.db, { ...turn, now });
  if (!purchase) return undefined;
  const note = async (failureDetail: FailureDetail | null) => {
    const at = ctx.now();
    const leaseUntil = new Date(at.getTime() + LEASE_MS);
    const change = { failureDetail, leaseUntil, updatedAt: at };
    if (!(await updatePurchase(ctx.db, turn, change))) throw new LeaseLostError();
    turn = { ...turn, leaseUntil };
  };
  const end = (change: Parameters<typeof updatePurchase>[2], action: string) =>
    ctx.db.transaction(async (tx) => {
      const ended = { ...change, leaseUntil: null, updatedAt: ctx.now() };
      const row = await updatePurchase(tx, turn, ended);
      if (!row) throw new LeaseLostError();
      await recordAudit(tx, ctx, { action, ...auditOf(row) });
      return row;
    });
  return {
    purchase,
    markAsked: () =>
      note({ source: "bird", operation: "POST numbers-long-code", message: "not answered yet" }),
    unmarkAsked: () => note(null),
    keepBought: (numberId) =>
      end({ state: "bought", numberId, failureDetail: null }, "number.bought"),
    keepRefused: (failureDetail) =>
      end({ state: "refused", failureDetail }, "number.purchase_refused"),
    release: async () => {
      await updatePurchase(ctx.db, turn, { leaseUntil: null });
    },
  };
}

/** What an audit row says about a purchase. */
export function auditOf({ id, tenantId, ...row }: PurchaseRow) {
  const { phoneNumber, workspaceId, monthlyPrice, setupPrice, currency, numberId } = row;
  const price = { monthlyPrice, ...(setupPrice !== null && { setupPrice }), currency };
  const failure = row.state === "refused" ? { failure: row.failureDetail } : {};
  const detail = { phoneNumber, workspaceId, ...price, numberId, ...failure };
  return { tenantId, subjectId: id, detail };
}

/** The purchase as it stands. Throws an Error when it is gone, which nothing but a deleted tenant brings about. */
export async function readPurchase(ctx: Context, key: PurchaseKey): Promise<PurchaseRow> {
  const row = await findPurchase(ctx.db, key);
  if (!row) throw new Error("The purchase is gone.");
  return row;
}
