import { z } from "zod";
import type { MetaClient } from "./client";

const word = z.string().optional().catch(undefined);
const Answer = z.object({ account_review_status: word, business_verification_status: word });

export type WabaReview = {
  /** Meta: PENDING, APPROVED, REJECTED or RESTRICTED. */
  accountReviewStatus: string | undefined;
  /** Meta prints it in lower case in one place and in upper case in another; here it is lower case. */
  businessVerificationStatus: string | undefined;
};

/** How far Meta has reviewed a WABA and the business behind it. Throws MetaError. */
export async function getWabaReview(
  client: MetaClient,
  token: string,
  wabaId: string,
): Promise<WabaReview> {
  const answer = await client.get({
    path: encodeURIComponent(wabaId),
    token,
    query: { fields: "account_review_status,business_verification_status" },
    schema: Answer,
  });
  return {
    accountReviewStatus: answer.account_review_status,
    businessVerificationStatus: answer.business_verification_status?.toLowerCase(),
  };
}
