import type { BirdNumber } from "@/lib/bird/numbers";
import type { NumberState } from "./view";

/** Time a customer needs in Meta's popup; a verification that ends sooner is not offered. */
export const LAUNCH_MARGIN_MS = 10 * 60_000;

/**
 * Whether a Bird number can be used as a pre-verified number. Bird: only `verified` and `final`, with an id and
 * an expiry in the future; every other pair of words is unknown and counts as not ready.
 */
export function numberState({ whatsApp }: BirdNumber, now: Date): NumberState {
  if (!whatsApp) return "not_enrolled";
  if (whatsApp.status === "failed") return "failed";
  if (whatsApp.status !== "verified" || whatsApp.stage !== "final" || !whatsApp.whatsAppId)
    return "verifying";
  const expiresAt = whatsApp.verificationExpiresAt;
  return expiresAt && expiresAt.getTime() > now.getTime() + LAUNCH_MARGIN_MS ? "ready" : "expired";
}
