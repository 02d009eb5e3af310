import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { method: string; url: string; headers: IncomingHttpHeaders; body: string };

/** A real server that keeps what it was sent and answers as told. */
export async function startReceiver() {
  const received: Received[] = [];
  const answers: number[] = [];
  let verifyToken = "";
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (request.method === "GET") {
      const matches = url.searchParams.get("hub.verify_token") === verifyToken;
      response.writeHead(matches ? 200 : 403).end(url.searchParams.get("hub.challenge"));
      return;
    }
    received.push({ method: "POST", url: request.url ?? "", headers: request.headers, body });
    response.writeHead(answers.shift() ?? 200).end("{}");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    /** Statuses of the next answers; then 200. */
    answerWith: (...statuses: number[]) => answers.push(...statuses),
    acceptToken: (token: string) => {
      verifyToken = token;
    },
    /** Resolves when this many posts are there. */
    until: async (count: number) => {
      for (let tries = 0; received.length < count && tries < 200; tries += 1)
        await new Promise((wake) => setTimeout(wake, 10));
      return received;
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
