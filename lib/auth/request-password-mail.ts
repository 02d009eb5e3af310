import { headers } from "next/headers";
import { after } from "next/server";
import { getDb } from "@/db/client";
import { findUserByEmail } from "@/db/queries/users";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { consumeLimit } from "@/lib/auth/rate-limits";
import { requestFacts } from "@/lib/auth/request-facts";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { mailPasswordLink, makePasswordLink } from "@/lib/operators/password-link";

/**
 * Asks for a link to set a new password with. Only operators get one; the answer is the same, and takes as long, for
 * everybody. Throws AppError too_many_requests.
 */
export async function requestPasswordMail(email: string): Promise<void> {
  const db = await getDb();
  const { ip, requestId } = requestFacts(await headers());
  await consumeLimit(db, "mail_ip", ip);
  await consumeLimit(db, "mail_email", email.trim().toLowerCase());
  after(async () => {
    try {
      await sendReset(db, email, requestId);
    } catch (error) {
      log().error({ err: error }, "a password mail was not sent");
    }
  });
}

async function sendReset(db: Db, email: string, requestId: string): Promise<void> {
  const user = await findUserByEmail(db, email.trim());
  if (!user?.role || !user.email) return;
  const { id: userId, email: to } = user;
  const url = await db.transaction(async (tx) => {
    const ctx = { actor: { kind: "system" as const }, requestId };
    await recordAudit(tx, ctx, { action: "operator.password_asked", subjectId: userId });
    return makePasswordLink(tx, { userId, appUrl: env().appUrl, now: new Date() });
  });
  await mailPasswordLink({ kind: "reset", to, url, env: env() });
}
