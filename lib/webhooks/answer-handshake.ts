import type { Env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { sameSecret } from "@/lib/vault/digest";

/** What Meta wants to read back when it is told of our webhook. Throws forbidden unless it presents our verify token. */
export function answerHandshake({ meta }: Pick<Env, "meta">, query: URLSearchParams): string {
  const expected = meta.settings?.webhookVerifyToken;
  const challenge = query.get("hub.challenge");
  const isRight =
    query.get("hub.mode") === "subscribe" &&
    expected !== undefined &&
    sameSecret(query.get("hub.verify_token") ?? "", expected);
  if (!isRight || !challenge) throw new AppError("forbidden", "The verify token is wrong.");
  return challenge;
}
