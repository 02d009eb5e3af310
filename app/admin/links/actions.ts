"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { Operator } from "@/lib/context";
import { formAction } from "@/lib/http/form-action";
import type { FormState } from "@/lib/http/form-state";
import { answerLinkRequest } from "@/lib/links/answer-link-request";
import { CreateLink, createLink } from "@/lib/links/create-link";
import { rotateReturnSecret } from "@/lib/links/return-secret";
import { LinkRef, revokeLink } from "@/lib/links/revoke-link";
import { SaveReturnOrigins, saveReturnOrigins } from "@/lib/links/save-return-origins";
import { toQrCode } from "@/lib/links/to-qr-code";

type Made = Awaited<ReturnType<typeof createLink>>;

/** What is shown once and cannot be shown again. */
const shownOnce = ({ url, expiresAt, mail }: Made) => ({ url, expiresAt, mail, ...toQrCode(url) });

const create = formAction<Operator, typeof CreateLink>({
  actor: "operator",
  schema: CreateLink,
  run: async (ctx, input) => shownOnce(await createLink(ctx, input)),
});

const answer = formAction<Operator, typeof LinkRef>({
  actor: "operator",
  schema: LinkRef,
  run: async (ctx, input) => shownOnce(await answerLinkRequest(ctx, input)),
});

const revoke = formAction<Operator, typeof LinkRef>({
  actor: "operator",
  schema: LinkRef,
  run: (ctx, input) => revokeLink(ctx, input).then(refreshed),
});

const saveOrigins = formAction<Operator, typeof SaveReturnOrigins>({
  actor: "operator",
  schema: SaveReturnOrigins,
  run: (ctx, input) =>
    saveReturnOrigins(ctx, input).then(({ origins }) => ({
      ...refreshed(),
      origins: origins.join("\n"),
    })),
});

const Nothing = z.strictObject({});

const rotate = formAction<Operator, typeof Nothing>({
  actor: "operator",
  schema: Nothing,
  run: async (ctx) => {
    const { secret } = await rotateReturnSecret(ctx);
    return { ...refreshed(), secret };
  },
});

function refreshed(): Record<string, string> {
  revalidatePath("/admin/links");
  return {};
}

/** Makes a link for a customer that exists; its address is in the answer once and nowhere else. */
export async function createTenantLinkAction(
  before: FormState,
  form: FormData,
): Promise<FormState> {
  return create(before, form);
}

/** Gives a customer the fresh link that they asked for. */
export async function answerLinkRequestAction(
  before: FormState,
  form: FormData,
): Promise<FormState> {
  return answer(before, form);
}

/** Takes a link back. */
export async function revokeLinkAction(before: FormState, form: FormData): Promise<FormState> {
  return revoke(before, form);
}

/** Sets where links may send customers back to. */
export async function saveReturnOriginsAction(
  before: FormState,
  form: FormData,
): Promise<FormState> {
  return saveOrigins(before, form);
}

/** Makes a new secret for the way back; it is in the answer once and nowhere else. */
export async function rotateReturnSecretAction(
  before: FormState,
  form: FormData,
): Promise<FormState> {
  return rotate(before, form);
}
