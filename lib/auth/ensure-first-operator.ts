import { createHmac } from "node:crypto";
import { ensureOwner, findUserByEmail } from "@/db/queries/users";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import type { Env } from "@/lib/env";

const SANDBOX_EMAIL = "operator@perch.example";
/** Crockford's alphabet: no letter that reads like a digit. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

type Settings = Pick<Env, "operator" | "sandboxUrl" | "authSecret">;

/**
 * Makes the configured first owner unless there is one with this e-mail; never changes a password.
 * Several processes may call it at once. Returns the sandbox's own password as long as it is valid,
 * so that the start can print it, and undefined when no operator is configured.
 */
export async function ensureFirstOperator(
  db: Db,
  { operator, sandboxUrl, authSecret }: Settings,
): Promise<{ email: string; password?: string } | undefined> {
  const email = operator?.email ?? (sandboxUrl ? SANDBOX_EMAIL : undefined);
  if (!email) return undefined;
  const derived = sandboxUrl && !operator?.password ? sandboxPassword(authSecret) : undefined;
  const found = await findUserByEmail(db, email);
  if (!found?.role) {
    const password = operator?.password ?? derived;
    const passwordHash = password ? await hashPassword(password) : undefined;
    await createOwner(db, { email, passwordHash });
  }
  if (!derived) return { email };
  const current = found?.role ? found : await findUserByEmail(db, email);
  return (await verifyPassword(derived, current?.passwordHash))
    ? { email, password: derived }
    : { email };
}

async function createOwner(
  db: Db,
  owner: { email: string; passwordHash: string | undefined },
): Promise<void> {
  await db.transaction(async (tx) => {
    const made = await ensureOwner(tx, owner);
    if (!made) return;
    const ctx = { actor: { kind: "system" as const }, requestId: undefined };
    await recordAudit(tx, ctx, {
      action: "operator.created",
      subjectId: made.id,
      detail: { role: "owner", origin: "configuration" },
    });
  });
}

function sandboxPassword(authSecret: string): string {
  const bytes = createHmac("sha256", authSecret).update("sandbox-operator").digest();
  const letters = Array.from(bytes.subarray(0, 16), (byte) => ALPHABET[byte % ALPHABET.length]);
  return letters.join("").replace(/(.{4})(?=.)/g, "$1-");
}
