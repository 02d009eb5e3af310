import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";

type Started = { request: IncomingMessage; response: ServerResponse; server: Server };

const slot = globalThis as typeof globalThis & {
  perchRequests?: { servers: Set<Server>; open: Set<ServerResponse> };
};

/** Starts to keep track of requests, so that drain can wait for them. */
export function watchRequests(): void {
  if (slot.perchRequests) return;
  const requests = { servers: new Set<Server>(), open: new Set<ServerResponse>() };
  slot.perchRequests = requests;
  subscribe("http.server.request.start", (message) => {
    const { response, server } = message as Started;
    requests.servers.add(server);
    requests.open.add(response);
    response.once("close", () => requests.open.delete(response));
  });
}

/** Accepts no more connections and waits for the requests in flight; live streams are ended. */
export async function drain(): Promise<void> {
  const { servers, open } = slot.perchRequests ?? { servers: [], open: [] };
  for (const server of servers) {
    server.close();
    server.closeIdleConnections();
  }
  const pending = [...open].map((response) => {
    const closed = new Promise<void>((resolve) => response.once("close", resolve));
    // A stream has no end of its own, and its reader comes back to the next process.
    if (isStream(response)) response.destroy();
    return closed;
  });
  await Promise.all(pending);
}

function isStream(response: ServerResponse): boolean {
  return String(response.getHeader("content-type") ?? "").startsWith("text/event-stream");
}
