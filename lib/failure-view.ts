import type { FailureCode, Party } from "@/lib/failures";

/** A failure in a customer's words; holds nothing a customer may not see. */
export type FailureView = {
  code: FailureCode;
  party: Party;
  /** Who must act, in words. */
  partyText: string;
  sentence: string;
  action: string;
  /** "Check again" can help without going through Meta's popup again. */
  canRecheck: boolean;
  /** Perch tries again by itself. */
  isAutomatic: boolean;
};
