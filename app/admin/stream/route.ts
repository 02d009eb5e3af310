import {
  type ConnectionsChanged,
  WatchConnections,
  watchConnections,
} from "@/lib/connections/watch-connections";
import { eventStream } from "@/lib/http/event-stream";
import { operatorRoute } from "@/lib/http/operator-route";

export const GET = operatorRoute({
  schema: WatchConnections,
  run: (ctx, input) =>
    eventStream<ConnectionsChanged>((send) => watchConnections(ctx, send, input)),
});
