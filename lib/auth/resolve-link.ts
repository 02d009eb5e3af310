import { findLinkBySecretHash, type LinkWithTenant } from "@/db/queries/link-secrets";
import type { Db } from "@/db/types";
import { digest } from "@/lib/vault/digest";

export type LinkStanding = "open" | "expired" | "revoked" | "completed" | "unknown";
export type ResolvedLink =
  | { standing: "unknown"; link: undefined }
  | { standing: Exclude<LinkStanding, "unknown">; link: LinkWithTenant };

/** What a link secret is worth right now. Reads only. An archived tenant's links are unknown. */
export async function resolveLink(db: Db, secret: string, now: Date): Promise<ResolvedLink> {
  if (!/^[\w-]{16,256}$/.test(secret)) return { standing: "unknown", link: undefined };
  const link = await findLinkBySecretHash(db, digest(secret));
  if (!link || link.archivedAt) return { standing: "unknown", link: undefined };
  return { standing: standingOf(link, now), link };
}

function standingOf(link: LinkWithTenant, now: Date): Exclude<LinkStanding, "unknown"> {
  switch (link.state) {
    case "revoked":
    case "completed":
    case "expired":
      return link.state;
    case "created":
    case "viewed":
    case "started":
    case "failed":
      return link.expiresAt > now ? "open" : "expired";
  }
}
