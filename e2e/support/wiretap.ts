import { createServer, type IncomingMessage } from "node:http";

export type Wiretap = {
  url: string;
  /** Everything that went either way, headers included. */
  heard: () => string;
  close: () => void;
};

/** Stands between a portal and its providers, passes everything on, and hears all of it. */
export async function startWiretap(target: string): Promise<Wiretap> {
  let heard = "";
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const url = request.url ?? "/";
    heard += `${request.method} ${decodeURIComponent(url)}\n${request.rawHeaders.join("\n")}\n`;
    const isForm = request.headers["content-type"]?.includes("form-urlencoded");
    heard += `${isForm ? decodeURIComponent(body.replaceAll("+", " ")) : body}\n`;
    const passed = new Headers();
    for (const name of ["authorization", "content-type", "accept"]) {
      const value = request.headers[name];
      if (typeof value === "string") passed.set(name, value);
    }
    const answer = await fetch(target + url, {
      method: request.method ?? "GET",
      headers: passed,
      ...(body && { body }),
    });
    const text = await answer.text();
    heard += `${answer.status} ${text}\n`;
    response.writeHead(answer.status, {
      "content-type": answer.headers.get("content-type") ?? "application/json",
    });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, heard: () => heard, close: () => server.close() };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}
