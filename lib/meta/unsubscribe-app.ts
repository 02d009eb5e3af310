import type { MetaClient } from "./client";
import { Success } from "./success";

/**
 * Ends our app's subscription to a WABA; other apps, such as Bird's, keep theirs. Throws MetaError, `isDeadToken` or
 * `isNotVisible` when the customer has taken access away already.
 */
export async function unsubscribeApp(
  client: MetaClient,
  token: string,
  wabaId: string,
): Promise<void> {
  const path = `${encodeURIComponent(wabaId)}/subscribed_apps`;
  await client.delete({ path, token, schema: Success });
}
