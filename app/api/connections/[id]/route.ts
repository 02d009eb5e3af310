import { ConnectionId, getConnectionView } from "@/lib/connections/get-connection-view";
import { memberRoute } from "@/lib/http/member-route";

export const GET = memberRoute({
  schema: ConnectionId,
  input: ({ params }) => ({ connectionId: params.id }),
  run: async (ctx, input) => Response.json(await getConnectionView(ctx, input)),
});
