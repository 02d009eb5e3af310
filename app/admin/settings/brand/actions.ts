"use server";

import { revalidatePath } from "next/cache";
import { UpdateBrand, updateBrand } from "@/lib/brand/update-brand";
import type { Operator } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";

const update = formAction<Operator, typeof UpdateBrand>({
  actor: "operator",
  schema: UpdateBrand,
  run: async (ctx, input) => {
    await updateBrand(ctx, input);
    revalidatePath("/admin", "layout");
    return {};
  },
});

/** Sets what customers see of their vendor. */
export async function updateBrandAction(before: FormState, form: FormData): Promise<FormState> {
  return update(before, form);
}
