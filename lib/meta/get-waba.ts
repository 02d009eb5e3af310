import { z } from "zod";
import type { MetaClient } from "./client";

const Answer = z.object({
  id: z.coerce.string(),
  name: z.string().catch(""),
  owner_business_info: z
    .object({ id: z.coerce.string(), name: z.string().catch("") })
    .optional()
    .catch(undefined),
});

export type Waba = { id: string; name: string; ownerBusinessId: string | undefined };

/** A WhatsApp Business Account as the token sees it; an answer proves that the token reaches it. Throws MetaError. */
export async function getWaba(client: MetaClient, token: string, wabaId: string): Promise<Waba> {
  const waba = await client.get({
    path: encodeURIComponent(wabaId),
    token,
    query: { fields: "id,name,owner_business_info" },
    schema: Answer,
  });
  return { id: waba.id, name: waba.name, ownerBusinessId: waba.owner_business_info?.id };
}
