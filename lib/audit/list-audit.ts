import type { z } from "zod";
import { listAuditRows } from "@/db/queries/audit-lists";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { Paging } from "@/lib/http/search-params";
import { AuditFilterInput, toAuditFilter } from "./audit-filter";
import { type AuditView, toAuditViews } from "./audit-view";

const PAGE_SIZE = 50;

export const AuditListInput = AuditFilterInput.extend(Paging.shape);

export type AuditPage = {
  rows: AuditView[];
  older: string | undefined;
  newer: string | undefined;
  isCut: boolean;
};

/** One page of who did what to whom, newest first. Throws forbidden. */
export async function listAudit(
  ctx: Context,
  { after, before, ...input }: z.infer<typeof AuditListInput>,
): Promise<AuditPage> {
  requireRole(ctx, "viewer");
  const { filter, isCut } = await toAuditFilter(ctx.db, input);
  const page = await listAuditRows(ctx.db, filter, { after, before, limit: PAGE_SIZE });
  return { ...page, rows: await toAuditViews(ctx.db, page.rows), isCut };
}
