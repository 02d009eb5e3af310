import { v5 } from "uuid";
import { type LinkWithTenant, markLinkViewed } from "@/db/queries/link-secrets";
import { ensureMember, ensureUserByEmail, ensureUserById } from "@/db/queries/users";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import type { SessionGrant } from "@/lib/auth/open-session";
import { type LinkStanding, resolveLink } from "@/lib/auth/resolve-link";
import { AppError } from "@/lib/errors";
import { announceJourney } from "@/lib/links/announce-journey";

/** Names users that stand for a link without e-mail: the same link is the same person every time. */
const LINK_USER_NAMESPACE = "8a6f0a5e-6f4c-4c1b-9c3e-2f1f2f1d7b60";

type Options = {
  secret: string;
  now: Date;
  requestId: string | undefined;
  ip?: string | undefined;
};

/**
 * Turns a link secret into the right to a session of its tenant, and marks the link as viewed.
 * Throws AppError not_found for an unknown secret, gone with the link's standing as `reason` otherwise.
 */
export async function openLink(
  db: Db,
  { secret, now, requestId, ip }: Options,
): Promise<SessionGrant & { tenantId: string; linkId: string }> {
  const { standing, link } = await resolveLink(db, secret, now);
  if (standing !== "open") throw refusal(standing);
  return db.transaction(async (tx) => {
    const userId = await personOf(tx, link);
    const { tenantId, id: linkId } = link;
    await ensureMember(tx, { tenantId, userId });
    if (await markLinkViewed(tx, { tenantId, linkId, now })) {
      const actor = { kind: "member" as const, userId, tenantId };
      await recordAudit(tx, { actor, requestId, ip }, { action: "link.viewed", subjectId: linkId });
      await announceJourney(tx);
    }
    return { userId, tenantId, linkId, method: "link" };
  });
}

// Whoever holds a link is not proven to own its e-mail: an operator's address never opens an operator.
async function personOf(tx: Db, link: LinkWithTenant): Promise<string> {
  if (link.email) {
    const user = await ensureUserByEmail(tx, link.email);
    if (!user.role) return user.id;
  }
  const userId = v5(link.id, LINK_USER_NAMESPACE);
  await ensureUserById(tx, userId);
  return userId;
}

function refusal(standing: Exclude<LinkStanding, "open">): AppError {
  if (standing === "unknown") return new AppError("not_found", "This link is not valid.");
  return new AppError("gone", `This link is ${standing}.`, { reason: standing });
}
