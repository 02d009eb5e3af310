import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import type { Variables } from "./servers";

export type Providers = {
  variables: Variables;
  /** When the last call about a number was answered. */
  lastAnswerAt: Map<string, number>;
  stop: () => void;
};

/** Meta and Bird at 0 ms, just as much of them as the steps of a connection ask for. */
export async function startProviders(): Promise<Providers> {
  const lastAnswerAt = new Map<string, number>();
  const phoneOf = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const { phoneId, answer } = await reply(request, phoneOf);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer));
    if (phoneId) lastAnswerAt.set(phoneId, performance.now());
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const variables = {
    META_GRAPH_URL: `${url}/graph`,
    META_SDK_URL: `${url}/sdk.js`,
    BIRD_API_URL: `${url}/bird`,
    BIRD_ACCESS_KEY: "bench",
    BIRD_ORGANIZATION_ID: "bench",
  };
  return { variables, lastAnswerAt, stop: () => server.close() };
}

async function reply(request: IncomingMessage, phoneOf: Map<string, string>) {
  let body = "";
  for await (const chunk of request) body += chunk;
  const path = new URL(request.url ?? "/", "http://x").pathname;
  const [, provider, ...parts] = path.split("/");
  return provider === "graph"
    ? graph(parts)
    : bird(parts, { method: request.method ?? "", body, phoneOf });
}

/** `/v25.0/{id}`, `/v25.0/{id}/subscribed_apps`. Ids of numbers begin with 7, of accounts with 5. */
function graph([, id = "", edge]: string[]) {
  if (edge === "subscribed_apps") return { phoneId: undefined, answer: { success: true } };
  const isPhone = id.startsWith("7");
  const answer = isPhone
    ? { id, status: "CONNECTED", name_status: "APPROVED", quality_rating: "GREEN" }
    : { id, account_review_status: "APPROVED" };
  return { phoneId: `7${id.slice(1)}`, answer };
}

type BirdCall = { method: string; body: string; phoneOf: Map<string, string> };

/** `/workspaces/{ws}/connectors`, `/workspaces/{ws}/channels/{id}`. */
function bird([, , kind, id]: string[], { method, body, phoneOf }: BirdCall) {
  if (kind === "connectors" && method === "POST") {
    const { arguments: given } = JSON.parse(body) as { arguments: { phoneId: string } };
    const channelId = randomUUID();
    phoneOf.set(channelId, given.phoneId);
    const answer = {
      id: randomUUID(),
      connectorTemplateRef: "whatsapp:1",
      arguments: given,
      channel: { channelId },
    };
    return { phoneId: given.phoneId, answer };
  }
  if (kind === "channels")
    return {
      phoneId: phoneOf.get(id ?? ""),
      answer: { id, status: "active", platformId: "whatsapp" },
    };
  return { phoneId: undefined, answer: { results: [] } };
}
