import { appToken, type MetaClient } from "./client";
import { Success } from "./success";

export type AppWebhook = { callbackUrl: string; verifyToken: string; fields: string[] };

/**
 * Tells Meta where our app's webhooks go and which fields it wants, as the dashboard would; safe to repeat. Meta calls
 * the URL back before it answers. Throws MetaError, code 2200 when that check fails.
 */
export async function setAppWebhook(
  client: MetaClient,
  { callbackUrl, verifyToken, fields }: AppWebhook,
): Promise<void> {
  await client.post({
    path: `${client.options.appId}/subscriptions`,
    token: appToken(client),
    isOwnToken: true,
    form: {
      object: "whatsapp_business_account",
      callback_url: callbackUrl,
      verify_token: verifyToken,
      fields: fields.join(","),
    },
    schema: Success,
  });
}
