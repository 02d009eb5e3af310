import { z } from "zod";
import type { MetaClient } from "./client";

const Answer = z.object({
  client_business_id: z.string().regex(/^\d+$/).optional().catch(undefined),
});

/** The customer's business portfolio behind a business token, or undefined when Meta does not say. Throws MetaError. */
export async function getClientBusinessId(
  client: MetaClient,
  token: string,
): Promise<string | undefined> {
  const answer = await client.get({
    path: "me",
    token,
    query: { fields: "client_business_id" },
    schema: Answer,
  });
  return answer.client_business_id;
}
