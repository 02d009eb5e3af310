import createFetchClient from "openapi-fetch";
import type { paths } from "./schema";

type Options = {
  /** The portal's address, for example https://connect.example.com. */
  portalUrl: string;
  key: string;
  fetch?: (request: Request) => Promise<Response>;
};

/** A client of the API whose requests and answers are typed by its own document. */
export function createApiClient({ portalUrl, key, fetch }: Options) {
  return createFetchClient<paths>({
    baseUrl: `${portalUrl}/api/v1`,
    headers: { authorization: `Bearer ${key}` },
    ...(fetch && { fetch }),
  });
}
