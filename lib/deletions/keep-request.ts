import { createHmac } from "node:crypto";
import { insertDeletionRequest } from "@/db/queries/deletion-requests";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { readSignedRequest } from "@/lib/meta/signed-request";

const CODE_DIGITS = 32;

type PersonRequest = { kind: "deauthorize" | "data_deletion"; signedRequest: string };

/**
 * Keeps what Meta says on behalf of a person, once, and returns its confirmation code; the same signed request always
 * has the same one. It is completed at once: nothing here is kept under a person's Facebook id.
 */
export async function keepRequest(
  ctx: Context,
  { kind, signedRequest }: PersonRequest,
): Promise<string> {
  const { settings } = ctx.env.meta;
  if (!settings)
    throw new AppError("not_configured", "Set META_APP_SECRET to take requests from Meta.");
  const read = readSignedRequest(settings.appSecret, signedRequest);
  if (!read) throw new AppError("malformed_body", "The signed_request is missing or wrong.");
  // Only the second part is what was signed; the first can be spelled in several ways.
  const signed = signedRequest.split(".")[1] ?? "";
  const confirmationCode = keyed(ctx, `${kind} ${signed}`).slice(0, CODE_DIGITS);
  const now = ctx.now();
  await ctx.db.transaction(async (tx) => {
    const isNew = await insertDeletionRequest(tx, {
      kind,
      confirmationCode,
      // Keyed, because ids of people are few enough to be guessed.
      userDigest: keyed(ctx, `person ${read.userId}`),
      issuedAt: read.issuedAt ?? null,
      completedAt: now,
      receivedAt: now,
    });
    if (isNew)
      await recordAudit(tx, ctx, { action: `person.${kind}`, detail: { confirmationCode } });
  });
  return confirmationCode;
}

function keyed({ env }: Context, text: string): string {
  return createHmac("sha256", env.authSecret).update(text).digest("hex");
}
