import { z } from "zod";
import type { MetaClient } from "./client";

const Page = z.object({
  data: z.array(
    z.object({
      id: z.coerce.string(),
      owner_business_info: z.object({ id: z.coerce.string() }).optional().catch(undefined),
    }),
  ),
});

/**
 * WABAs shared with our own portfolio that belong to one customer's portfolio, newest first. Needs the system
 * token and our business id; empty without them. Throws MetaError.
 */
export async function listClientWabaIds(
  client: MetaClient,
  clientBusinessId: string,
): Promise<string[]> {
  const { businessId, systemToken } = client.options;
  if (!businessId || !systemToken) return [];
  const { data } = await client.get({
    path: `${businessId}/client_whatsapp_business_accounts`,
    token: systemToken,
    isOwnToken: true,
    query: { fields: "id,name,owner_business_info", limit: "100" },
    schema: Page,
  });
  return data
    .filter((waba) => waba.owner_business_info?.id === clientBusinessId)
    .map(({ id }) => id);
}
