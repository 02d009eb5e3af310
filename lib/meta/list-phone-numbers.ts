import { z } from "zod";
import type { MetaClient } from "./client";
import { MetaError } from "./errors";
import { listGraphNodes } from "./pages";

const OLD_FIELDS = "id,display_phone_number,verified_name,code_verification_status,status";
const FIELDS = `${OLD_FIELDS},platform_type,is_on_biz_app`;

const PhoneNumberNode = z.object({
  id: z.coerce.string(),
  display_phone_number: z.string(),
  verified_name: z.string().catch(""),
  code_verification_status: z.string().optional().catch(undefined),
  status: z.string().optional().catch(undefined),
  platform_type: z.string().optional().catch(undefined),
  is_on_biz_app: z.boolean().optional().catch(undefined),
});
export type PhoneNumber = {
  id: string;
  displayPhoneNumber: string;
  verifiedName: string;
  codeVerificationStatus: string | undefined;
  status: string | undefined;
  /** Whether it works here and in the WhatsApp Business app at once; undefined where Graph does not say. */
  isCoexistence: boolean | undefined;
};

/**
 * Every phone number of a WABA, newest first; follows `paging.next` up to 2,000 numbers. Throws MetaError. Graph refuses
 * the whole call for one field it does not know, so the fields that have long been there are then asked for alone.
 */
export async function listPhoneNumbers(
  client: MetaClient,
  token: string,
  wabaId: string,
): Promise<PhoneNumber[]> {
  const path = `${encodeURIComponent(wabaId)}/phone_numbers`;
  const ask = (fields: string) =>
    listGraphNodes(client, { path, token, query: { fields }, node: PhoneNumberNode });
  const nodes = await ask(FIELDS).catch((error: unknown) => {
    if (error instanceof MetaError && error.code === 100 && !error.isNotVisible)
      return ask(OLD_FIELDS);
    throw error;
  });
  return nodes.map(toPhoneNumber);
}

/** Whether a number may go live. A connected number stays so though its code check has expired. */
export function isVerified(phone: PhoneNumber): boolean {
  return phone.codeVerificationStatus === "VERIFIED" || phone.status === "CONNECTED";
}

function toPhoneNumber(node: z.infer<typeof PhoneNumberNode>): PhoneNumber {
  return {
    id: node.id,
    displayPhoneNumber: node.display_phone_number,
    verifiedName: node.verified_name,
    codeVerificationStatus: node.code_verification_status,
    status: node.status,
    isCoexistence: isCoexistence(node),
  };
}

/** Any number that an app somewhere uses may be on it; only one that Cloud API serves as well was let in from there. */
function isCoexistence(node: z.infer<typeof PhoneNumberNode>): boolean | undefined {
  if (node.is_on_biz_app === undefined) return undefined;
  return node.is_on_biz_app && node.platform_type === "CLOUD_API";
}
