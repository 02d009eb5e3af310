import { z } from "zod";
import type { MetaClient } from "./client";
import { listGraphNodes } from "./pages";

const SharedWabaNode = z.object({
  id: z.coerce.string(),
  name: z.string().catch(""),
  owner_business_info: z.object({ id: z.coerce.string() }).optional().catch(undefined),
});

export type SharedWaba = { id: string; name: string; ownerBusinessId: string | undefined };

/**
 * WABAs that customers share with our own portfolio, newest first, at most 2,000. Needs the system token and our
 * business id; undefined without them. Throws MetaError.
 */
export async function listSharedWabas(client: MetaClient): Promise<SharedWaba[] | undefined> {
  const { businessId, systemToken } = client.options;
  if (!businessId || !systemToken) return undefined;
  const nodes = await listGraphNodes(client, {
    path: `${encodeURIComponent(businessId)}/client_whatsapp_business_accounts`,
    token: systemToken,
    isOwnToken: true,
    query: { fields: "id,name,owner_business_info" },
    node: SharedWabaNode,
  });
  return nodes.map(({ id, name, owner_business_info: owner }) => ({
    id,
    name,
    ownerBusinessId: owner?.id,
  }));
}
