import { eq } from "drizzle-orm";
import { ensureUserByEmail } from "@/db/queries/users";
import { auditLog, sessions, users } from "@/db/schema";
import type { OperatorRole } from "@/db/schema/auth";
import type { Db } from "@/db/types";
import type { Context, Operator } from "@/lib/context";
import { type Env, parseEnv } from "@/lib/env";
import { newId } from "@/lib/ids";
import { digest } from "@/lib/vault/digest";

const HOUR_MS = 3_600_000;
const SECRETS = { AUTH_SECRET: "x".repeat(32), ENCRYPTION_KEYS: `k1:${"A".repeat(43)}=` };
const SANDBOX = parseEnv({ SANDBOX: "true", ...SECRETS });
/** No mail leaves here. */
export const MAILLESS = parseEnv({ SANDBOX: "false", ...SECRETS });

/** Somebody with a role and a session, and the context they act in. */
export async function addOperator(
  db: Db,
  role: OperatorRole,
  { env = SANDBOX, now }: { env?: Env; now?: Date } = {},
) {
  const email = `${newId()}@isv.example`;
  const { id: userId } = await ensureUserByEmail(db, email);
  await db.update(users).set({ role }).where(eq(users.id, userId));
  const sessionId = await addSession(db, userId);
  const ctx = {
    actor: { kind: "operator", userId, role, sessionId },
    requestId: newId(),
    env,
    db,
    now: () => now ?? new Date(),
  } as unknown as Context<Operator>;
  return { ctx, userId, email, sessionId };
}

/** A live session; the digest it is stored by. */
export async function addSession(db: Db, userId: string): Promise<string> {
  const sessionToken = digest(newId());
  const expires = new Date(Date.now() + HOUR_MS);
  await db.insert(sessions).values({ sessionToken, userId, expires, ip: "192.0.2.7" });
  return sessionToken;
}

export const sessionRowsOf = (db: Db, userId: string) =>
  db.select().from(sessions).where(eq(sessions.userId, userId));

export const auditedOf = (db: Db, subjectId: string) =>
  db.select().from(auditLog).where(eq(auditLog.subjectId, subjectId));
