import { BirdError } from "@/lib/bird/errors";
import type { FailureCode } from "@/lib/failures";
import { MetaError } from "@/lib/meta/errors";
import type { Outcome } from "./step";

/** Meta: subcode 463 of 190 is a token whose time is over. */
const EXPIRED = 463;

/** What a failed Graph call means for a step; `refused` is the code of a final no. Rethrows what is no Graph error. */
export function metaOutcome(error: unknown, refused: FailureCode): Outcome {
  if (!(error instanceof MetaError)) throw error;
  const { detail } = error;
  if (error.isDeadToken && !error.isOwnToken)
    return { kind: "blocked", code: lostCode(error), detail };
  if (error.isTemporary) {
    return { kind: "retry", code: "meta_unavailable", detail, retryAfterMs: error.retryAfterMs };
  }
  if (error.isOwnToken) return { kind: "blocked", code: "app_credentials_invalid", detail };
  return { kind: "blocked", code: refused, detail };
}

/** Whether the permission ran out or was taken away. */
export function lostCode(error: MetaError): "permission_expired" | "permission_lost" {
  return error.graph?.error_subcode === EXPIRED ? "permission_expired" : "permission_lost";
}

/** The same for Bird. */
export function birdOutcome(error: unknown, refused: FailureCode): Outcome {
  if (!(error instanceof BirdError)) throw error;
  const { detail } = error;
  if (error.isTemporary) {
    return { kind: "retry", code: "bird_unavailable", detail, retryAfterMs: error.retryAfterMs };
  }
  if (error.isAuth) return { kind: "blocked", code: "bird_credentials_invalid", detail };
  return { kind: "blocked", code: refused, detail };
}
