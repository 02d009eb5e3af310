import { z } from "zod";
import { appToken, type MetaClient } from "./client";

const Answer = z.object({
  id: z.coerce.string(),
  name: z.string().catch(""),
  app_domains: z.array(z.string()).optional().catch(undefined),
  config_ids: z
    .array(z.object({ id: z.coerce.string(), name: z.string().catch("") }))
    .optional()
    .catch(undefined),
});

export type AppNode = {
  id: string;
  name: string;
  /** Undefined when Graph does not show them. */
  domains: string[] | undefined;
  /** Login configurations; undefined when Graph does not show them. */
  configs: { id: string; name: string }[] | undefined;
};

/** Our app as Graph shows it to its own token. Throws MetaError. */
export async function getApp(client: MetaClient): Promise<AppNode> {
  const app = await client.get({
    path: client.options.appId,
    token: appToken(client),
    isOwnToken: true,
    query: { fields: "id,name,app_domains,config_ids" },
    schema: Answer,
  });
  return { id: app.id, name: app.name, domains: app.app_domains, configs: app.config_ids };
}
