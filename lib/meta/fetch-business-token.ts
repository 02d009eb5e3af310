import { z } from "zod";
import type { MetaClient } from "./client";

const Answer = z.object({ access_token: z.string().min(1) });

/**
 * The business token that a customer's portfolio has already granted us, for when the code was lost; makes none.
 * Undefined without a system token. Throws MetaError. Meta: `fetch_only` returns the existing token.
 */
export async function fetchBusinessToken(
  client: MetaClient,
  clientBusinessId: string,
): Promise<string | undefined> {
  const { systemToken } = client.options;
  if (!systemToken) return undefined;
  const answer = await client.post({
    path: `${encodeURIComponent(clientBusinessId)}/system_user_access_tokens`,
    token: systemToken,
    isOwnToken: true,
    form: { fetch_only: "true" },
    schema: Answer,
  });
  return answer.access_token;
}
