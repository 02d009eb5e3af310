import { hash, verify } from "@node-rs/argon2";

/** OWASP Password Storage Cheat Sheet, first choice of argon2id: 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const PASSWORD_MAX_LENGTH = 1024;

/** A hash of 32 forgotten random bytes, so that an unknown e-mail costs as much as a known one. */
export const DUMMY_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$jiaeEkTcn5FrkNTVsESAJQ$lok51aiteC20/W66JD3Ym8vwj4lhXmPh2GPm17ZLc54";

export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/** Whether the password fits the hash. Without a hash it takes as long, and is false. */
export async function verifyPassword(
  password: string,
  passwordHash: string | null | undefined,
): Promise<boolean> {
  const isPlausible = password.length > 0 && password.length <= PASSWORD_MAX_LENGTH;
  const fits = await verify(passwordHash ?? DUMMY_HASH, isPlausible ? password : "-");
  return fits && isPlausible && Boolean(passwordHash);
}
