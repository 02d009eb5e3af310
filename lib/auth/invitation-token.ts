import { createHash } from "node:crypto";
import { deleteSignInTokens, insertSignInToken } from "@/db/queries/members";
import type { Db } from "@/db/types";
import { newSecret } from "@/lib/vault/digest";

export const INVITATION_LIFETIME_DAYS = 7;
const DAY_MS = 24 * 3_600_000;

type Invitation = { email: string; authSecret: string; now: Date };

/**
 * A sign-in token for somebody who was invited: like the one that people ask for themselves, but for days. It works
 * once, and those mailed before it stop working. The database keeps what next-auth will look for: a digest.
 */
export async function issueInvitation(
  tx: Db,
  { email, authSecret, now }: Invitation,
): Promise<string> {
  const token = newSecret();
  await deleteSignInTokens(tx, email);
  await insertSignInToken(tx, {
    identifier: email,
    token: createHash("sha256").update(`${token}${authSecret}`).digest("hex"),
    expires: new Date(now.getTime() + INVITATION_LIFETIME_DAYS * DAY_MS),
  });
  return token;
}
