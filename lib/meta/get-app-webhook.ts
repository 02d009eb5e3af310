import { z } from "zod";
import { appToken, type MetaClient } from "./client";

const Field = z.union([z.string(), z.object({ name: z.string() })]);
const Answer = z.object({
  data: z.array(
    z.object({
      object: z.string().catch(""),
      callback_url: z.string().catch(""),
      active: z.boolean().catch(true),
      fields: z.array(Field).catch([]),
    }),
  ),
});

export type AppWebhookState = { callbackUrl: string; isActive: boolean; fields: string[] };

/** What our app's webhook for WhatsApp accounts is set to; undefined when there is none. Throws MetaError. */
export async function getAppWebhook(client: MetaClient): Promise<AppWebhookState | undefined> {
  const { data } = await client.get({
    path: `${client.options.appId}/subscriptions`,
    token: appToken(client),
    isOwnToken: true,
    schema: Answer,
  });
  const found = data.find(({ object }) => object === "whatsapp_business_account");
  if (!found) return undefined;
  return {
    callbackUrl: found.callback_url,
    isActive: found.active,
    fields: found.fields.map((field) => (typeof field === "string" ? field : field.name)),
  };
}
