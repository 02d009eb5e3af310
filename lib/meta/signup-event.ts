import { z } from "zod";
import { findUnstorable } from "@/lib/storable";
import { isFinishEvent } from "./finish-events";

/** Meta's ids are opaque digit strings above 2^53; empty ones count as absent, unknown keys are kept. */
const optionalId = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .transform((value) => (/^\d{1,32}$/.test(value) ? value : undefined))
  .optional()
  .catch(undefined);
const optionalText = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).slice(0, 1_000))
  .optional()
  .catch(undefined);

const EventData = z.looseObject({
  waba_id: optionalId,
  phone_number_id: optionalId,
  business_id: optionalId,
  waba_ids: z
    .array(z.union([z.string(), z.number()]).transform(String))
    .optional()
    .catch(undefined),
  current_step: optionalText,
  error_message: optionalText,
  error_code: optionalText,
  error_id: optionalText,
  session_id: optionalText,
});

const Message = z.looseObject({
  type: z.literal("WA_EMBEDDED_SIGNUP"),
  event: z.string().min(1).max(100),
  data: EventData.nullish().transform((data) => data ?? EventData.parse({})),
});

/** More accounts than one launch shares. */
const WABAS_MAX = 50;

export type SignupEvent = {
  event: string;
  outcome: "finish" | "cancel" | "error" | "other";
  wabaIds: string[];
  phoneNumberId: string | undefined;
  businessId: string | undefined;
  currentStep: string | undefined;
  errorCode: string | undefined;
  errorMessage: string | undefined;
  sessionId: string | undefined;
  raw: Record<string, unknown>;
};

/**
 * Parses a session event of Embedded Signup in its v2, v3 and v4 shapes, as object or JSON string.
 * Everything in it is unauthenticated browser input. Undefined when it is not such an event or cannot be stored.
 */
export function parseSignupEvent(input: unknown): SignupEvent | undefined {
  const received = typeof input === "string" ? safeJson(input) : input;
  const parsed = Message.safeParse(received);
  if (!parsed.success || findUnstorable(received)) return undefined;
  const { event, data } = parsed.data;
  const wabaIds = [data.waba_id, ...(data.waba_ids ?? [])].filter((id): id is string =>
    /^\d{1,32}$/.test(id ?? ""),
  );
  return {
    event,
    outcome: outcomeOf(event),
    wabaIds: [...new Set(wabaIds)].slice(0, WABAS_MAX),
    phoneNumberId: data.phone_number_id,
    businessId: data.business_id,
    currentStep: data.current_step,
    errorCode: data.error_code ?? data.error_id,
    errorMessage: data.error_message,
    sessionId: data.session_id,
    raw: withoutSecrets(received) as Record<string, unknown>,
  };
}

const SECRET_KEYS = /^code$|token$|secret$/i;

/** Everything the event carried but what a page should never have put into it. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !SECRET_KEYS.test(key));
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutSecrets(child)]));
}

/** Whether the browser speaks of coexistence, where the number stays on the WhatsApp Business app: a hint, never a proof. */
export function isCoexistence(event: string | null | undefined): boolean {
  return event === "FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING";
}

function outcomeOf(event: string): SignupEvent["outcome"] {
  if (isFinishEvent(event)) return "finish";
  if (event === "CANCEL") return "cancel";
  if (event === "ERROR") return "error";
  return "other";
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
