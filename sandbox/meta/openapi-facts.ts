/**
 * The parts of Meta's own OpenAPI document (WhatsApp Business, Graph v23.0, published 2025-11-21) that
 * cover what the sandbox answers, transcribed as JSON Schema. Three of its enums contradict Meta's
 * documentation pages, which the sandbox follows; `documented` carries what the pages add.
 */

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

function documented(specified: readonly string[], added: readonly string[] = []) {
  return { type: "string", enum: [...specified, ...added] };
}

const quality = documented(["GREEN", "YELLOW", "RED", "NA"], ["UNKNOWN"]);
const codeVerification = documented(["VERIFIED", "UNVERIFIED"], ["NOT_VERIFIED", "EXPIRED"]);
const nameStatus = documented([
  "APPROVED",
  "AVAILABLE_WITHOUT_REVIEW",
  "DECLINED",
  "EXPIRED",
  "PENDING_REVIEW",
  "NONE",
]);
const messagingLimit = documented([
  "TIER_50",
  "TIER_250",
  "TIER_1K",
  "TIER_10K",
  "TIER_100K",
  "TIER_UNLIMITED",
]);

const paging = {
  type: "object",
  properties: {
    cursors: { type: "object", properties: { before: text, after: text } },
    previous: text,
    next: text,
  },
} as const;

/** `WhatsAppAccountNumber`. */
export const PHONE_NODE = {
  type: "object",
  required: ["id", "display_phone_number", "status"],
  properties: {
    id: text,
    display_phone_number: text,
    verified_name: text,
    status: documented([
      "CONNECTED",
      "DISCONNECTED",
      "UNVERIFIED",
      "PENDING",
      "FLAGGED",
      "RESTRICTED",
    ]),
    quality_rating: quality,
    country_code: text,
    country_dial_code: text,
    code_verification_status: codeVerification,
    name_status: nameStatus,
    messaging_limit_tier: messagingLimit,
    account_mode: documented(["LIVE", "SANDBOX"]),
    certificate: text,
    is_official_business_account: flag,
  },
};

/** `WhatsAppBusinessAccountPhoneNumbersConnection`; its own status words contradict the node's. */
export const PHONE_LIST = {
  type: "object",
  required: ["data"],
  properties: { data: { type: "array", items: PHONE_NODE }, paging },
};

/** `WhatsAppBusinessAccount`; the verification words are lower case on the pages. */
export const WABA_NODE = {
  type: "object",
  required: ["id", "name"],
  properties: {
    id: text,
    name: text,
    account_review_status: documented(["APPROVED", "PENDING", "REJECTED", "RESTRICTED"]),
    ownership_type: documented(["SELF_OWNED", "CLIENT_OWNED", "AGENCY_OWNED"], ["ON_BEHALF_OF"]),
    business_verification_status: documented(
      ["VERIFIED", "UNVERIFIED", "PENDING", "REJECTED"],
      ["verified", "not_verified", "pending", "rejected"],
    ),
    country: { type: "string", pattern: "^[A-Z]{2}$" },
    currency: { type: "string", pattern: "^[A-Z]{3}$" },
    timezone_id: text,
    is_enabled_for_insights: flag,
  },
};

/** `ClientWhatsAppBusinessAccountsResponse`. */
export const WABA_LIST = {
  type: "object",
  required: ["data"],
  properties: { data: { type: "array", items: WABA_NODE }, paging },
};

/** `SubscribedAppsResponse`; the pages wrap each app in `whatsapp_business_api_data`. */
export const SUBSCRIBED_APPS = {
  type: "object",
  required: ["data"],
  properties: {
    data: {
      type: "array",
      items: {
        type: "object",
        required: ["whatsapp_business_api_data"],
        properties: {
          whatsapp_business_api_data: {
            type: "object",
            required: ["id", "name"],
            properties: { id: text, name: text, link: text },
          },
        },
      },
    },
  },
};

/** Register, deregister, request_code, verify_code and subscribed_apps answer alike. */
export const SUCCESS = {
  type: "object",
  required: ["success"],
  properties: { success: flag, id: text },
};

/** `WhatsAppBusinessSolution`. */
export const SOLUTION_NODE = {
  type: "object",
  required: ["id", "name", "status", "status_for_pending_request"],
  properties: {
    id: text,
    name: text,
    status: documented(["DRAFT", "INITIATED", "ACTIVE", "REJECTED", "DEACTIVATED"]),
    status_for_pending_request: documented(["PENDING_ACTIVATION", "PENDING_DEACTIVATION", "NONE"]),
    owner_app: { type: "object", properties: { id: text, name: text } },
    owner_permissions: { type: "array", items: text },
  },
};

/** `WhatsAppBusinessSolutionsResponse`. */
export const SOLUTION_LIST = {
  type: "object",
  required: ["data"],
  properties: { data: { type: "array", items: SOLUTION_NODE }, paging },
};

/** `GraphAPIError`. */
export const ERROR = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["message", "type", "code", "fbtrace_id"],
      properties: {
        message: text,
        type: text,
        code: { type: "integer" },
        error_subcode: { type: "integer" },
        fbtrace_id: text,
        is_transient: flag,
        error_user_title: text,
        error_user_msg: text,
      },
    },
  },
};
