import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

const Payload = z.object({
  algorithm: z.string().regex(/^hmac-sha256$/i),
  user_id: z.union([z.string().min(1), z.number()]).transform(String),
  issued_at: z.number().positive().max(8.64e12).optional().catch(undefined),
});

export type SignedRequest = {
  /** The person, by an id that is only valid for our app. */
  userId: string;
  issuedAt: Date | undefined;
};

/**
 * The `signed_request` that Meta posts when a person removes the app or asks for deletion; undefined unless our secret
 * signed it. Meta: base64url HMAC-SHA256 of the encoded second part, a dot, and base64url JSON.
 */
export function readSignedRequest(appSecret: string, text: string): SignedRequest | undefined {
  const [signature = "", encoded = "", ...rest] = text.split(".");
  if (!appSecret || !encoded || rest.length > 0) return undefined;
  const wanted = createHmac("sha256", appSecret).update(encoded).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  const { data } = Payload.safeParse(parseJson(Buffer.from(encoded, "base64url").toString()));
  if (!data) return undefined;
  const { user_id: userId, issued_at: issuedAt } = data;
  return { userId, issuedAt: issuedAt === undefined ? undefined : new Date(issuedAt * 1000) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
