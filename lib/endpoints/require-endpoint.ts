import { type EndpointRow, lockEndpoint } from "@/db/queries/endpoints";
import type { Db } from "@/db/types";
import { notFound } from "@/lib/errors";

/** The endpoint, held until the transaction ends. Throws not_found. */
export async function requireEndpoint(tx: Db, endpointId: string): Promise<EndpointRow> {
  const endpoint = await lockEndpoint(tx, endpointId);
  if (!endpoint) throw notFound("endpoint");
  return endpoint;
}
