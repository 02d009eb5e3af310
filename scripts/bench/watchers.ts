import { type ClientRequest, get } from "node:http";
import { performance } from "node:perf_hooks";
import type { Made } from "./connections";

/** One event stream per connection, as a page holds it open; notes when each says that it is connected. */
export async function watchAll(url: string, cookie: string, made: Made[]) {
  const seen = new Map<string, number>();
  const requests: ClientRequest[] = [];
  await Promise.all(
    made.map(
      ({ connectionId }) =>
        new Promise<void>((resolve, reject) => {
          const path = `${url}/api/connections/${connectionId}/stream`;
          const request = get(path, { headers: { cookie }, agent: false }, (response) => {
            if (response.statusCode !== 200) reject(new Error(`${path}: ${response.statusCode}`));
            response.setEncoding("utf8");
            response.on("data", (chunk: string) => {
              resolve();
              if (!seen.has(connectionId) && chunk.includes('"state":"connected"'))
                seen.set(connectionId, performance.now());
            });
          });
          request.on("error", () => {});
          requests.push(request);
        }),
    ),
  );
  return {
    close: () => requests.forEach((request) => void request.destroy()),
    /** Resolves when all of these are connected; throws after the limit. */
    connected: async (wanted: Made[], limitMs: number) => {
      const until = Date.now() + limitMs;
      while (!wanted.every(({ connectionId }) => seen.has(connectionId))) {
        if (Date.now() > until)
          throw new Error(`only ${seen.size} of ${wanted.length} are connected`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return seen;
    },
  };
}
