import { type ConnectionsChanged, watchConnections } from "@/lib/connections/watch-connections";
import { eventStream } from "@/lib/http/event-stream";
import { NoInput, operatorRoute } from "@/lib/http/operator-route";

export const GET = operatorRoute({
  schema: NoInput,
  run: (ctx) => eventStream<ConnectionsChanged>((send) => watchConnections(ctx, send)),
});
