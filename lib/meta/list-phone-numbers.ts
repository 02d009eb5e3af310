import { z } from "zod";
import type { MetaClient } from "./client";
import { listGraphNodes } from "./pages";

const FIELDS = "id,display_phone_number,verified_name,code_verification_status,status";

const PhoneNumberNode = z.object({
  id: z.coerce.string(),
  display_phone_number: z.string(),
  verified_name: z.string().catch(""),
  code_verification_status: z.string().optional().catch(undefined),
  status: z.string().optional().catch(undefined),
});
export type PhoneNumber = {
  id: string;
  displayPhoneNumber: string;
  verifiedName: string;
  codeVerificationStatus: string | undefined;
  status: string | undefined;
};

/** Every phone number of a WABA, newest first; follows `paging.next` up to 2,000 numbers. Throws MetaError. */
export async function listPhoneNumbers(
  client: MetaClient,
  token: string,
  wabaId: string,
): Promise<PhoneNumber[]> {
  const nodes = await listGraphNodes(client, {
    path: `${encodeURIComponent(wabaId)}/phone_numbers`,
    token,
    query: { fields: FIELDS },
    node: PhoneNumberNode,
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
  };
}
