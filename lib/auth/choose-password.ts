import { headers } from "next/headers";
import type { z } from "zod";
import { getDb } from "@/db/client";
import { consumeLimit } from "@/lib/auth/rate-limits";
import { requestFacts } from "@/lib/auth/request-facts";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { readPasswordLink, type SetPassword, setPassword } from "@/lib/operators/set-password";

/** Whose one-time link it is, by e-mail; undefined when it does not work any more. */
export async function passwordLinkOwner(link: {
  user: string;
  token: string;
}): Promise<string | undefined> {
  return readPasswordLink({ db: await getDb(), now: new Date(), requestId: undefined }, link);
}

/** Sets the password that a one-time link allows to, and signs its owner in. Throws AppError gone, too_many_requests. */
export async function choosePassword(input: z.infer<typeof SetPassword>): Promise<void> {
  const db = await getDb();
  const { ip, requestId } = requestFacts(await headers());
  await consumeLimit(db, "link_ip", ip);
  const email = await setPassword({ db, now: new Date(), requestId }, input);
  await signInWithPassword({ email, password: input.password });
}
