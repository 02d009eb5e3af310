"use server";

import { revalidatePath } from "next/cache";
import { createKey } from "@/lib/api-keys/create-key";
import { CreateKeyForm } from "@/lib/api-keys/create-key-form";
import { RevokeKey, revokeKey } from "@/lib/api-keys/revoke-key";
import { RotateKey, rotateKey } from "@/lib/api-keys/rotate-key";
import type { Operator } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";

const create = formAction<Operator, typeof CreateKeyForm>({
  actor: "operator",
  schema: CreateKeyForm,
  run: async (ctx, input) => {
    const { key, name } = await createKey(ctx, input);
    revalidatePath("/admin/api-keys");
    return { key, name };
  },
});

const rotate = formAction<Operator, typeof RotateKey>({
  actor: "operator",
  schema: RotateKey,
  run: async (ctx, input) => {
    // The list stays as it is: the new key is shown in the row of the old one, which may have just ended.
    const { key, name, oldEndsAt } = await rotateKey(ctx, input);
    return { key, name, oldEndsAt };
  },
});

const revoke = formAction<Operator, typeof RevokeKey>({
  actor: "operator",
  schema: RevokeKey,
  run: async (ctx, input) => {
    await revokeKey(ctx, input);
    revalidatePath("/admin/api-keys");
    return {};
  },
});

/** Makes a key; it is in the answer once and nowhere else. */
export async function createKeyAction(before: FormState, form: FormData): Promise<FormState> {
  return create(before, form);
}

/** Makes a key that takes over from another. */
export async function rotateKeyAction(before: FormState, form: FormData): Promise<FormState> {
  return rotate(before, form);
}

/** Takes a key back. */
export async function revokeKeyAction(before: FormState, form: FormData): Promise<FormState> {
  return revoke(before, form);
}
