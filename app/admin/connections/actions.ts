"use server";

import { revalidatePath } from "next/cache";
import { ConnectionRef } from "@/lib/connections/connection-key";
import { disconnectConnection } from "@/lib/connections/disconnect-connection";
import { recheckConnection } from "@/lib/connections/recheck-connection";
import type { Operator } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";
import { CreateReconnectLink, createReconnectLink } from "@/lib/links/create-reconnect-link";

const retry = formAction<Operator, typeof ConnectionRef>({
  actor: "operator",
  schema: ConnectionRef,
  run: (ctx, input) => recheckConnection(ctx, input).then(refreshed),
});

const end = formAction<Operator, typeof ConnectionRef>({
  actor: "operator",
  schema: ConnectionRef,
  run: (ctx, input) => disconnectConnection(ctx, input).then(refreshed),
});

const reconnect = formAction<Operator, typeof CreateReconnectLink>({
  actor: "operator",
  schema: CreateReconnectLink,
  run: async (ctx, input) => {
    const { url, expiresAt } = await createReconnectLink(ctx, input);
    return { url, expiresAt };
  },
});

function refreshed(): Record<string, string> {
  revalidatePath("/admin/connections", "layout");
  return {};
}

/** Tries a connection again from the step that failed. */
export async function retryConnectionAction(before: FormState, form: FormData): Promise<FormState> {
  return retry(before, form);
}

/** Calls off a connection that is on its way, or takes a connected number out of Bird for good. */
export async function endConnectionAction(before: FormState, form: FormData): Promise<FormState> {
  return end(before, form);
}

/** Makes a link that renews one connection; its address is in the answer once and nowhere else. */
export async function createReconnectLinkAction(
  before: FormState,
  form: FormData,
): Promise<FormState> {
  return reconnect(before, form);
}
