import { z } from "zod";
import { findUserByEmail } from "@/db/queries/users";
import type { Db } from "@/db/types";
import { verifyPassword } from "@/lib/auth/password";
import { consumeLimit, refundLimit, resetLimit } from "@/lib/auth/rate-limits";
import { AppError } from "@/lib/errors";

const Input = z.object({
  email: z.string().trim().toLowerCase().max(320),
  password: z.string(),
});
export type PasswordInput = { email: string; password: string; ip: string };

/**
 * The operator these words belong to. Throws AppError unauthenticated, the same for a wrong password,
 * an unknown e-mail, a member and an operator without a password, or too_many_requests.
 */
export async function checkPassword(db: Db, input: PasswordInput): Promise<{ userId: string }> {
  const { email, password } = Input.parse(input);
  const emailAndIp = `${email} ${input.ip}`;
  // Counted before the hash is computed: tries that run side by side cannot slip past the limit.
  await consumeLimit(db, "password_email_ip", emailAndIp);
  await consumeLimit(db, "password_ip", input.ip);
  await consumeLimit(db, "password_email", email);
  const user = await findUserByEmail(db, email);
  const isRight = await verifyPassword(password, user?.role ? user.passwordHash : undefined);
  if (!isRight || !user) {
    throw new AppError("unauthenticated", "This e-mail and password do not fit together.");
  }
  await resetLimit(db, "password_email_ip", emailAndIp);
  await resetLimit(db, "password_email", email);
  await refundLimit(db, "password_ip", input.ip);
  return { userId: user.id };
}
