import type { FailureCode } from "@/lib/failures";
import type { MetaError } from "@/lib/meta/errors";

const BY_SUBCODE: Record<number, FailureCode> = {
  36007: "code_expired",
  36008: "code_rejected",
  36009: "code_used",
};

/**
 * What a failed exchange means for the signup. `meta_unavailable` leaves the code worth another try.
 * Subcodes are stable, messages are not: they decide only where Graph sends no subcode.
 */
export function exchangeFailure(error: MetaError): FailureCode {
  const { graph } = error;
  if (!graph) return error.isTemporary ? "meta_unavailable" : "code_rejected";
  if (/format/i.test(graph.message) && graph.code === 100) return "code_rejected";
  const known = BY_SUBCODE[graph.error_subcode ?? 0];
  if (known) return known;
  if (graph.code === 101 || (graph.code === 1 && /secret/i.test(graph.message)))
    return "app_credentials_invalid";
  if (/expired/i.test(graph.message)) return "code_expired";
  if (/been used/i.test(graph.message)) return "code_used";
  return error.isTemporary ? "meta_unavailable" : "code_rejected";
}
