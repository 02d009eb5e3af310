import { z } from "zod";
import type { MetaClient } from "./client";

const PAGE_SIZE = "100";
const PAGE_MAX = 20;

const Paging = z
  .object({
    next: z.string().optional(),
    cursors: z.object({ after: z.string().optional() }).optional(),
  })
  .optional()
  .catch(undefined);

type Edge<S extends z.ZodType> = {
  path: string;
  token: string;
  isOwnToken?: boolean;
  query?: Record<string, string>;
  node: S;
};

/** Every node of an edge in Graph's order; follows `paging.next` up to 2,000 nodes. Throws MetaError. */
export async function listGraphNodes<S extends z.ZodType>(
  client: MetaClient,
  { path, token, isOwnToken = false, query = {}, node }: Edge<S>,
): Promise<z.output<S>[]> {
  const schema = z.object({ data: z.array(node), paging: Paging });
  const found: z.output<S>[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGE_MAX; page += 1) {
    const answer = await client.get({
      path,
      token,
      isOwnToken,
      query: { ...query, limit: PAGE_SIZE, ...(after ? { after } : {}) },
      schema,
    });
    found.push(...answer.data);
    after = answer.paging?.next ? answer.paging.cursors?.after : undefined;
    if (!after) break;
  }
  return found;
}
