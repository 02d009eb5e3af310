import { z } from "zod";
import { findLink, type LinkRow } from "@/db/queries/links";
import { findSignupByCode, lockSignupsOf, storeNumber } from "@/db/queries/signups";
import type { Db } from "@/db/types";
import { isUniqueViolation } from "@/db/unique-violation";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff, TenantActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { connectionToRenew } from "@/lib/links/connection-to-renew";
import { FINISH_EVENTS } from "@/lib/meta/finish-events";
import { NumberId } from "@/lib/numbers/number-id";
import { type OwnNumber, readOwnNumber } from "@/lib/numbers/read-own-number";
import { hasOneId, ONE_ID, requireTenant, TenantRef } from "@/lib/tenants/tenant-ref";
import { digest } from "@/lib/vault/digest";
import { addSignup, numberOfLink, refuseTooMany } from "./add-signup";
import { Code, receiveCode } from "./receive-code";
import { receiveSession } from "./receive-session";
import type { SignupView } from "./view";

const MetaId = z.string().regex(/^\d{1,32}$/, "Send the id as Meta gave it: digits, in quotes.");

export const ReceiveHostedSignup = z
  .strictObject({
    ...TenantRef,
    code: Code,
    wabaId: MetaId,
    /** Missing when Meta's window ended without a number. */
    phoneNumberId: MetaId.optional(),
    /** The Bird number that Meta's window was opened with. */
    numberId: NumberId.optional(),
    linkId: Id.optional(),
    /** Meta's word for how it ended; it tells a number that stays on the WhatsApp Business app. */
    event: z.enum(FINISH_EVENTS).default("FINISH"),
  })
  .refine(hasOneId, ONE_ID);
export type HostedSignupInput = z.output<typeof ReceiveHostedSignup>;
export type HostedSignupView = SignupView & { tenantId: string };

/**
 * Both halves of a signup that ran on a page of the ISV's own. The code is exchanged and its token sealed before
 * anything slow is asked; then the Bird number is checked and the grant proven. The same code again gets the same
 * answer, and goes on where the first one stopped. Throws not_found (tenant), gone (link), conflict (archived
 * tenant, code of another signup), invalid_input (number), too_many_requests, provider_unavailable (send the same again), not_configured.
 */
export async function receiveHostedSignup(
  ctx: Context<Staff>,
  input: HostedSignupInput,
): Promise<HostedSignupView> {
  requireRole(ctx, "admin", "signups:write");
  const tenant = await requireTenant(ctx, input);
  const { id: tenantId, locale } = tenant;
  const own: Context<TenantActor> = { ...ctx, actor: { ...ctx.actor, tenantId, locale } };
  const found = await findSignupByCode(ctx.db, { tenantId, codeHash: digest(input.code) });
  const signupId = found?.id ?? (await addHosted(own, input));
  const numberId = await numberOfLink(own, input.linkId, input.numberId);
  const [exchanged, number] = await Promise.allSettled([
    receiveCode(own, { signupId, code: input.code }),
    numberId && !found?.connectionId ? readOwnNumber(own, tenant, numberId) : undefined,
  ]);
  const view = settledValue(exchanged);
  if (view.status === "failed" || view.connectionId) return { ...view, tenantId };
  const checked = settledValue(number);
  if (checked) await keepNumber(own, signupId, checked);
  const settled = await receiveSession(own, { signupId, event: toEvent(input) });
  return { ...settled, tenantId };
}

/** The row that the code will belong to; who posts it at the same time finds this one. */
async function addHosted(ctx: Context<TenantActor>, input: HostedSignupInput): Promise<string> {
  const { tenantId } = ctx.actor;
  if (!ctx.meta) throw new AppError("not_configured", "Connecting is switched off.");
  const codeHash = digest(input.code);
  const now = ctx.now();
  const renewed = await connectionToRenew(ctx, input.linkId);
  await numberOfLink(ctx, input.linkId, input.numberId);
  const adding = ctx.db.transaction(async (tx) => {
    await lockSignupsOf(tx, tenantId);
    const found = await findSignupByCode(tx, { tenantId, codeHash });
    if (found) return found;
    await refuseTooMany(tx, tenantId, now);
    const link = input.linkId ? await linkOf(tx, { tenantId, linkId: input.linkId }) : undefined;
    // Its code's exchange may be begun by anybody, as after a process that died.
    const values = { state: "code_received" as const, codeHash };
    return addSignup(tx, ctx, { link, renewed, values });
  });
  return (await adding.catch(refuseForeignCode)).id;
}

/** A customer who set out in time may arrive late: only a link that was taken back, or is not theirs, is refused. */
async function linkOf(tx: Db, key: { tenantId: string; linkId: string }): Promise<LinkRow> {
  const link = await findLink(tx, key);
  if (!link || link.state === "revoked")
    throw new AppError("gone", "This link is no longer valid.", { reason: "link_over" });
  return link;
}

function settledValue<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

async function keepNumber(ctx: Context<TenantActor>, signupId: string, number: OwnNumber) {
  const { tenantId } = ctx.actor;
  await ctx.db.transaction(async (tx) => {
    if (!(await storeNumber(tx, { tenantId, signupId }, toChange(number)))) return;
    const detail = { numberId: number.id, phoneNumber: number.phoneNumber };
    const action = "signup.number_stored";
    await recordAudit(tx, ctx, { action, tenantId, subjectId: signupId, detail });
  });
}

function toChange({ id, phoneNumber, whatsAppId }: OwnNumber) {
  return { numberId: id, phoneNumber, preVerifiedId: whatsAppId ?? null };
}

/** As the browser would have sent it, so that it is kept and read like any other. */
function toEvent({ event, wabaId, phoneNumberId }: HostedSignupInput) {
  const data = { waba_id: wabaId, ...(phoneNumberId && { phone_number_id: phoneNumberId }) };
  return { type: "WA_EMBEDDED_SIGNUP", event, data };
}

function refuseForeignCode(error: unknown): never {
  if (!isUniqueViolation(error)) throw error;
  throw new AppError("conflict", "This code was used before. Run the signup again.", {
    reason: "code_used",
  });
}
