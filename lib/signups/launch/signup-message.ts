import { isFinishEvent } from "@/lib/meta/finish-events";

/** Why the customer left Meta's window early, as far as the event tells. */
export type CancelInfo = {
  currentStep: string | undefined;
  message: string | undefined;
  errorCode: string | undefined;
};

/** A session event as the browser needs it; `raw` is what gets forwarded, unchanged. */
export type SignupMessage = {
  raw: string | object;
  event: string;
  isFinish: boolean;
  cancel: CancelInfo | undefined;
};

/**
 * Reads `event.data` of a window message. Undefined unless it is a session event: the SDK's own messages on
 * the same channel are query strings which may carry the code, so nothing else is looked at or kept.
 */
export function readSignupMessage(data: unknown): SignupMessage | undefined {
  const value = typeof data === "string" ? parseObject(data) : data;
  if (!isRecord(value) || value.type !== "WA_EMBEDDED_SIGNUP" || typeof value.event !== "string") {
    return undefined;
  }
  return {
    raw: typeof data === "string" ? data : value,
    event: value.event,
    isFinish: isFinishEvent(value.event),
    cancel: cancelOf(value.event, isRecord(value.data) ? value.data : {}),
  };
}

function cancelOf(event: string, data: Record<string, unknown>): CancelInfo | undefined {
  if (event !== "CANCEL" && event !== "ERROR") return undefined;
  return {
    currentStep: text(data.current_step),
    message: text(data.error_message),
    errorCode: text(data.error_code) ?? text(data.error_id),
  };
}

function text(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return String(value).slice(0, 500) || undefined;
}

function parseObject(data: string): unknown {
  if (!data.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
