import type { MetaClient } from "./client";
import { Success } from "./success";

/**
 * Lets our app receive a WABA's webhooks; safe to repeat. Throws MetaError. Meta: the plain call sends them to the
 * app's own callback, and ends an override of it.
 */
export async function subscribeApp(
  client: MetaClient,
  token: string,
  wabaId: string,
): Promise<void> {
  const path = `${encodeURIComponent(wabaId)}/subscribed_apps`;
  await client.post({ path, token, schema: Success });
}
