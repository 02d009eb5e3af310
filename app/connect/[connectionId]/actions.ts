"use server";

import { z } from "zod";
import { chooseNumber } from "@/lib/connections/choose-number";
import { recheckConnection } from "@/lib/connections/recheck-connection";
import type { Member } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";

const Recheck = z.object({ connectionId: z.string() });
const Choice = z.object({ connectionId: z.string(), phoneNumberId: z.string().min(1) });

const recheck = formAction<Member, typeof Recheck>({
  actor: "member",
  schema: Recheck,
  run: async (ctx, input) => {
    await recheckConnection(ctx, input);
    return {};
  },
});

const choose = formAction<Member, typeof Choice>({
  actor: "member",
  schema: Choice,
  run: async (ctx, input) => {
    await chooseNumber(ctx, input);
    return {};
  },
});

/** Looks at Meta once more with the permission we hold. */
export async function recheckAction(before: FormState, form: FormData): Promise<FormState> {
  return recheck(before, form);
}

/** Goes on with the number the customer chose. */
export async function chooseNumberAction(before: FormState, form: FormData): Promise<FormState> {
  return choose(before, form);
}
