import { z } from "zod";
import type { MetaClient } from "./client";
import { MetaError } from "./errors";
import { type HealthProblem, HealthStatus, problemsOf } from "./health-status";

const OLD_FIELDS =
  "status,code_verification_status,quality_rating,display_phone_number,verified_name";
const FIELDS = `${OLD_FIELDS},name_status,new_name_status,messaging_limit_tier,platform_type,is_on_biz_app,account_mode,health_status`;

const word = z
  .string()
  .nullish()
  .transform((value) => value || undefined)
  .catch(undefined);

const Answer = z.object({
  status: word,
  code_verification_status: word,
  quality_rating: word,
  display_phone_number: word,
  verified_name: word,
  name_status: word,
  new_name_status: word,
  messaging_limit_tier: word,
  platform_type: word,
  is_on_biz_app: z.boolean().optional().catch(undefined),
  account_mode: word,
  health_status: HealthStatus.optional().catch(undefined),
});

/** Meta's words are open lists and kept as they come; undefined is what Meta did not say. */
export type PhoneHealth = {
  /** Only `CONNECTED` may send. */
  status: string | undefined;
  codeVerificationStatus: string | undefined;
  /** GREEN, YELLOW, RED, UNKNOWN or NA. */
  qualityRating: string | undefined;
  displayPhoneNumber: string | undefined;
  verifiedName: string | undefined;
  nameStatus: string | undefined;
  newNameStatus: string | undefined;
  messagingLimitTier: string | undefined;
  /** `NOT_APPLICABLE` is a number that was never registered. */
  platformType: string | undefined;
  /** True beside `CLOUD_API` is coexistence. */
  isOnBizApp: boolean | undefined;
  /** LIVE or SANDBOX. */
  accountMode: string | undefined;
  canSend: "AVAILABLE" | "LIMITED" | "BLOCKED" | undefined;
  problems: HealthProblem[];
};

/**
 * Whether a number works, in one call. Throws MetaError. Graph refuses the whole call for one field it does not know,
 * so after such a refusal the fields that have long been there are asked for alone.
 */
export async function getPhoneHealth(
  client: MetaClient,
  token: string,
  phoneNumberId: string,
): Promise<PhoneHealth> {
  const path = encodeURIComponent(phoneNumberId);
  const ask = (fields: string) =>
    client.get({ path, token, query: { fields }, schema: Answer }).then(toPhoneHealth);
  try {
    return await ask(FIELDS);
  } catch (error) {
    if (error instanceof MetaError && error.code === 100 && !error.isNotVisible)
      return ask(OLD_FIELDS);
    throw error;
  }
}

function toPhoneHealth(answer: z.infer<typeof Answer>): PhoneHealth {
  return {
    status: answer.status,
    codeVerificationStatus: answer.code_verification_status,
    qualityRating: answer.quality_rating,
    displayPhoneNumber: answer.display_phone_number,
    verifiedName: answer.verified_name,
    nameStatus: answer.name_status,
    newNameStatus: answer.new_name_status,
    messagingLimitTier: answer.messaging_limit_tier,
    platformType: answer.platform_type,
    isOnBizApp: answer.is_on_biz_app,
    accountMode: answer.account_mode,
    canSend: answer.health_status?.can_send_message,
    problems: answer.health_status ? problemsOf(answer.health_status) : [],
  };
}
