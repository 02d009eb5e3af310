import { z } from "zod";
import type { MetaClient } from "./client";
import { listGraphNodes } from "./pages";

const SubscribedApp = z.object({
  whatsapp_business_api_data: z.object({ id: z.coerce.string() }).optional().catch(undefined),
});

/** Ids of the apps that receive a WABA's webhooks. Throws MetaError. */
export async function listSubscribedApps(
  client: MetaClient,
  token: string,
  wabaId: string,
): Promise<string[]> {
  const path = `${encodeURIComponent(wabaId)}/subscribed_apps`;
  const nodes = await listGraphNodes(client, { path, token, node: SubscribedApp });
  return nodes.flatMap(({ whatsapp_business_api_data: app }) => (app ? [app.id] : []));
}
