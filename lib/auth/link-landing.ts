import { getDb } from "@/db/client";
import { currentSession } from "@/lib/auth/current-session";
import { resolveLink } from "@/lib/auth/resolve-link";
import { readReturnOrigins } from "@/lib/links/return-urls";
import type { LinkPurpose } from "@/lib/links/states";

/** `origins`: whose pages may wait behind this window. */
export type LinkLanding = { origins: string[] } & Landing;
type Landing =
  | { standing: "unknown" }
  | { standing: "revoked" | "completed"; locale: string }
  /** Whether its customer has asked for a fresh one already. */
  | { standing: "expired"; locale: string; isRequested: boolean }
  | {
      standing: "open";
      locale: string;
      tenantId: string;
      tenantName: string;
      purpose: LinkPurpose;
      /** Whose session the visitor has: none, this tenant's, or one that opening the link replaces. */
      visitor: "nobody" | "same_tenant" | "other_tenant" | "operator";
    };

/** What the landing page of a link shows. Reads only: scanners and previews open these pages too. */
export async function describeLinkLanding(secret: string): Promise<LinkLanding> {
  const db = await getDb();
  const { standing, link } = await resolveLink(db, secret, new Date());
  const origins = await readReturnOrigins(db);
  if (standing === "unknown") return { standing, origins };
  const { locale, tenantName, purpose, tenantId } = link;
  if (standing === "expired")
    return { standing, origins, locale, isRequested: link.requestedAt !== null };
  if (standing !== "open") return { standing, origins, locale };
  const visitor = await visitorFor(tenantId);
  return { standing, locale, tenantId, tenantName, purpose, visitor, origins };
}

async function visitorFor(tenantId: string) {
  const session = await currentSession();
  if (!session) return "nobody";
  if (session.kind === "operator") return "operator";
  return session.tenantId === tenantId ? "same_tenant" : "other_tenant";
}
