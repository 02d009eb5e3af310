import { z } from "zod";
import { type LinkRow, lockLinkAnywhere, updateLiveLink } from "@/db/queries/links";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { changedNames, Metadata } from "@/lib/metadata";
import { linkEnded } from "./link-ended";
import { EMAIL_MAX, LIFETIME_MAX_MINUTES, LIFETIME_MIN_MINUTES } from "./link-options";
import { RETURN_URL_MAX, requireReturnUrls } from "./return-urls";
import { LIVE_LINK_STATES } from "./states";

const MINUTE_MS = 60_000;
const url = z.string().trim().min(1).max(RETURN_URL_MAX).nullable().optional();

export const UpdateLink = z.strictObject({
  linkId: Id,
  email: z.email().max(EMAIL_MAX).toLowerCase().nullable().optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  successUrl: url,
  failureUrl: url,
  metadata: Metadata.nullable().optional(),
});

/**
 * Changes the given settings of a link that can still be used; null empties one. Throws forbidden, not_found, conflict
 * (it has ended), invalid_input (return address not allowed, or an end too near or too far away).
 */
export async function updateLink(
  ctx: Context<Staff>,
  { linkId, ...given }: z.infer<typeof UpdateLink>,
): Promise<void> {
  requireRole(ctx, "admin", "links:write");
  const now = ctx.now();
  const expiresAt = given.expiresAt ? endOf(given.expiresAt, now) : undefined;
  await ctx.db.transaction(async (tx) => {
    const before = await lockLinkAnywhere(tx, linkId);
    if (!before) throw notFound("link");
    const wanted = { ...(expiresAt && { expiresAt }), ...(await settingsIn(tx, given)) };
    const { tenantId } = before;
    const detail = changesOf(before, wanted);
    const isNew = Object.keys(detail).length > 0;
    const isLive = isNew
      ? await updateLiveLink(tx, { tenantId, linkId, now }, wanted)
      : LIVE_LINK_STATES.some((state) => state === before.state) && before.expiresAt > now;
    if (!isLive) throw linkEnded();
    if (isNew)
      await recordAudit(tx, ctx, { action: "link.updated", tenantId, subjectId: linkId, detail });
  });
}

type Given = Omit<z.infer<typeof UpdateLink>, "linkId">;

/** What was given, as it is stored. */
async function settingsIn(tx: Db, { email, successUrl, failureUrl, metadata }: Given) {
  const urls = await requireReturnUrls(tx, {
    successUrl: successUrl ?? undefined,
    failureUrl: failureUrl ?? undefined,
  });
  return {
    ...(email !== undefined && { email }),
    ...(successUrl !== undefined && { successUrl: urls.successUrl ?? null }),
    ...(failureUrl !== undefined && { failureUrl: urls.failureUrl ?? null }),
    ...(metadata !== undefined && { metadata: metadata ?? {} }),
  };
}

function endOf(text: string, now: Date): Date {
  const minutes = (Date.parse(text) - now.getTime()) / MINUTE_MS;
  if (minutes >= LIFETIME_MIN_MINUTES && minutes <= LIFETIME_MAX_MINUTES) return new Date(text);
  const message = "Choose a time between 15 minutes and 30 days from now.";
  throw new AppError("invalid_input", message, { errors: [{ field: "expiresAt", message }] });
}

function changesOf(before: LinkRow, wanted: Partial<LinkRow>): Record<string, unknown> {
  const fields = Object.keys(wanted) as (keyof LinkRow)[];
  const names = changedNames(before.metadata, wanted.metadata ?? before.metadata);
  return Object.fromEntries(
    fields
      .filter((field) =>
        field === "metadata"
          ? names.length > 0
          : JSON.stringify(before[field]) !== JSON.stringify(wanted[field]),
      )
      .map((field) => [
        field,
        field === "metadata" ? names : { from: before[field], to: wanted[field] },
      ]),
  );
}
