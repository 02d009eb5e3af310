import { openApiDocument } from "@/lib/api/openapi";
import { env } from "@/lib/env";

const CACHED_SECONDS = 300;
let made: string | undefined;

/** The OpenAPI document, for anyone. It changes with the release and the portal's address only, so it is made once. */
export function openApiRoute(): Response {
  made ??= JSON.stringify(openApiDocument(env().appUrl));
  return new Response(made, {
    headers: {
      "content-type": "application/json",
      "cache-control": `public, max-age=${CACHED_SECONDS}`,
    },
  });
}
