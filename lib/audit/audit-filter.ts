import { z } from "zod";
import { type AuditFilter, idsByReference } from "@/db/queries/audit-lists";
import { findUserByEmail } from "@/db/queries/users";
import type { Db } from "@/db/types";
import { daysToRange, FilterDay, FilterText } from "@/lib/http/list-fields";
import { Id } from "@/lib/ids";
import { tenantsLike } from "@/lib/tenants/tenants-like";

/** What the audit log can be asked for, by page and by export alike. */
export const AuditFilterInput = z.object({
  action: FilterText,
  /** An e-mail address, an id, or `perch` for what no person did. */
  actor: FilterText,
  tenant: FilterText,
  /** An id of whatever was acted on, or a support reference. */
  subject: FilterText,
  from: FilterDay,
  to: FilterDay,
});

/** The filter in ids. What is named but not known fits nothing. */
export async function toAuditFilter(
  db: Db,
  input: z.infer<typeof AuditFilterInput>,
): Promise<{ filter: AuditFilter; isCut: boolean }> {
  const { action, actor, tenant, subject, ...days } = input;
  const isSystem = actor?.toLowerCase() === "perch";
  const [{ tenantIds, isCut }, actorIds, subjectIds] = await Promise.all([
    tenantsLike(db, tenant),
    actor && !isSystem ? actorsOf(db, actor) : undefined,
    subject ? subjectsOf(db, subject) : undefined,
  ]);
  const filter = { action, isSystem, actorIds, tenantIds, subjectIds, ...daysToRange(days) };
  return { filter, isCut };
}

async function actorsOf(db: Db, text: string): Promise<string[]> {
  if (Id.safeParse(text).success) return [text.toLowerCase()];
  const user = await findUserByEmail(db, text);
  return user ? [user.id] : [];
}

async function subjectsOf(db: Db, text: string): Promise<string[]> {
  if (Id.safeParse(text).success) return [text.toLowerCase()];
  const end = text.replace(/[-\s]/g, "").toLowerCase();
  return /^[0-9a-f]{12}$/.test(end) ? idsByReference(db, end) : [text];
}
