import { z } from "zod";
import { appToken, type MetaClient } from "./client";
import { listGraphNodes } from "./pages";

const Solution = z.object({
  id: z.coerce.string(),
  name: z.string().catch(""),
  status: z.string().catch(""),
  status_for_pending_request: z.string().catch("NONE"),
});
export type Solution = z.infer<typeof Solution>;

/** The partner solutions that our app owns or is a partner of. Throws MetaError. */
export function listSolutions(client: MetaClient): Promise<Solution[]> {
  return listGraphNodes(client, {
    path: `${client.options.appId}/whatsapp_business_solutions`,
    token: appToken(client),
    isOwnToken: true,
    query: { fields: "id,name,status,status_for_pending_request" },
    node: Solution,
  });
}
