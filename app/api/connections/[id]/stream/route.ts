import { ConnectionId } from "@/lib/connections/get-connection-view";
import { watchConnection } from "@/lib/connections/watch-connection";
import { eventStream } from "@/lib/http/event-stream";
import { memberRoute } from "@/lib/http/member-route";

export const GET = memberRoute({
  schema: ConnectionId,
  input: ({ params }) => ({ connectionId: params.id }),
  run: (ctx, { connectionId }) => eventStream((send) => watchConnection(ctx, connectionId, send)),
});
