import type { ConnectionRow } from "@/db/queries/connections";
import { findLink, type LinkRow, moveLink } from "@/db/queries/links";
import {
  countSignupsSince,
  insertSignup,
  type NewSignup,
  type SignupRow,
} from "@/db/queries/signups";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context, TenantActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { announceJourney } from "@/lib/links/announce-journey";
import { numberRuleOf, OWN_NUMBER } from "@/lib/links/number-rule";

const SIGNUPS_PER_HOUR = 200;

type Added = {
  link: LinkRow | undefined;
  /** The connection to renew; only its number will do. */
  renewed: ConnectionRow | undefined;
  values: Omit<NewSignup, "tenantId" | "linkId" | "reconnectId" | "expectedPhoneNumber">;
};

/** Writes a signup down and what it means to its link, in the caller's transaction. */
export async function addSignup(
  tx: Db,
  ctx: Context<TenantActor>,
  { link: given, renewed, values }: Added,
): Promise<SignupRow> {
  const { tenantId } = ctx.actor;
  const now = ctx.now();
  const link = given && isLinkFor(given, renewed) ? given : undefined;
  const created = await insertSignup(tx, {
    ...values,
    tenantId,
    linkId: link?.id,
    expectedPhoneNumber: renewed?.phoneNumber ?? link?.expectedPhoneNumber,
    reconnectId: renewed?.id,
    createdAt: now,
    updatedAt: now,
  });
  if (link) await moveLink(tx, { tenantId, linkId: link.id, to: "started", now });
  await recordAudit(tx, ctx, {
    action: "signup.created",
    tenantId,
    subjectId: created.id,
    detail: { numberId: values.numberId ?? undefined, reconnectId: renewed?.id },
  });
  await announceJourney(tx);
  return created;
}

/** Asked before Bird is, and again where nobody can come in between. Throws too_many_requests. */
export async function refuseTooMany(db: Db, tenantId: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - 3_600_000);
  if ((await countSignupsSince(db, tenantId, since)) < SIGNUPS_PER_HOUR) return;
  const message = "Too many tries in one hour. Wait ten minutes, then try again.";
  throw new AppError("too_many_requests", message, { retryAfterSeconds: 600 });
}

/** The number to connect as far as the link says; whatever the browser asks for, another one will not do. */
export async function numberOfLink(
  ctx: Context<TenantActor>,
  linkId: string | undefined,
  asked: string | undefined,
): Promise<string | undefined> {
  const { tenantId } = ctx.actor;
  const rule = numberRuleOf(linkId ? await findLink(ctx.db, { tenantId, linkId }) : undefined);
  if (rule.kind === "any") return asked;
  const only = rule.kind === "bird" ? rule.numberId : undefined;
  if (asked && asked !== only) {
    const message = "This link is for another number. Leave the number out and try again.";
    throw new AppError("invalid_input", message, {
      errors: [{ field: "numberId", message }],
      reason: "number_not_of_link",
    });
  }
  return only;
}

/** A link for another connection, or that insists on another number, has no part in renewing this one. */
function isLinkFor(link: LinkRow, renewed: ConnectionRow | undefined): boolean {
  if (!renewed) return true;
  if (link.connectionId && link.connectionId !== renewed.id) return false;
  const { expectedPhoneNumber: expected, numberId } = link;
  const isNumber = !numberId || numberId === (renewed.numberId ?? OWN_NUMBER);
  return isNumber && (!expected || expected === renewed.phoneNumber);
}
