import { z } from "zod";
import { appToken, type MetaClient } from "./client";

const Answer = z.object({
  data: z.array(z.object({ permission: z.string(), status: z.string() })),
});

/**
 * What App Review made of each permission of our app, `live` or `unapproved`. Meta's SDKs have the edge and the two
 * words, its pages do not. Throws MetaError, also for an answer of another shape.
 */
export async function listAppPermissions(
  client: MetaClient,
): Promise<{ permission: string; status: string }[]> {
  const { data } = await client.get({
    path: `${client.options.appId}/permissions`,
    token: appToken(client),
    isOwnToken: true,
    schema: Answer,
  });
  return data;
}
