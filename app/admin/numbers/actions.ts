"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { Operator } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";
import { hrefWith } from "@/lib/http/search-params";
import { BuyNumber, buyNumber } from "@/lib/numbers/buy-number";
import { checkPurchase, PurchaseRef } from "@/lib/numbers/check-purchase";

const buy = formAction<Operator, typeof BuyNumber>({
  actor: "operator",
  schema: BuyNumber,
  run: async (ctx, input) => {
    // Whatever comes of it, the page must show the price of now.
    revalidatePath("/admin/numbers", "layout");
    await buyNumber(ctx, input);
    redirect(hrefWith("/admin/numbers", { tenant: input.tenantId }));
  },
});

/** Buys a number at the price that was shown. */
export async function buyNumberAction(before: FormState, form: FormData): Promise<FormState> {
  return buy(before, form);
}

const check = formAction<Operator, typeof PurchaseRef>({
  actor: "operator",
  schema: PurchaseRef,
  run: async (ctx, input) => {
    const { state } = await checkPurchase(ctx, input);
    revalidatePath("/admin/numbers");
    return { state };
  },
});

/** Has an open purchase looked into now. */
export async function checkPurchaseAction(before: FormState, form: FormData): Promise<FormState> {
  return check(before, form);
}
