import { z } from "zod";
import { findDeletionRequest } from "@/db/queries/deletion-requests";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";

const Code = z.string().regex(/^[0-9a-f]{32}$/);

export type DeletionView = {
  kind: "deauthorize" | "data_deletion";
  confirmationCode: string;
  receivedAt: Date;
  completedAt: Date | undefined;
};

/** What became of a person's request, for whoever holds its confirmation code. Throws not_found. */
export async function getDeletion(ctx: Context, confirmationCode: string): Promise<DeletionView> {
  const row = Code.safeParse(confirmationCode).success
    ? await findDeletionRequest(ctx.db, confirmationCode)
    : undefined;
  if (!row) throw notFound("request");
  const { kind, receivedAt, completedAt } = row;
  return { kind, confirmationCode, receivedAt, completedAt: completedAt ?? undefined };
}
