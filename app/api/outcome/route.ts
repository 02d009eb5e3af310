import { memberRoute } from "@/lib/http/member-route";
import { getSignedOutcome } from "@/lib/links/get-signed-outcome";
import { ReturnRef } from "@/lib/links/go-back";

export const GET = memberRoute({
  schema: ReturnRef,
  input: ({ query }) => Object.fromEntries(query),
  run: async (ctx, input) => Response.json(await getSignedOutcome(ctx, input)),
});
