import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

export type Shot = {
  /** POST unless told otherwise. */
  method?: "GET";
  path: string;
  cookie?: string;
  headers?: Record<string, string>;
  body: string;
};
export type Round = { ratePerSecond: number; latenciesMs: number[] };

/** Fires every shot once, so many in flight, and times each. Throws on any answer that is no success. */
export async function fire(baseUrl: string, shots: Shot[], inFlight: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const latenciesMs: number[] = [];
  const queue = shots.values();
  const startedAt = performance.now();
  const lane = async () => {
    for (const shot of queue) {
      const sentAt = performance.now();
      await post(agent, baseUrl, shot);
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  agent.destroy();
  return { ratePerSecond: (shots.length / (performance.now() - startedAt)) * 1000, latenciesMs };
}

/** The middle value. */
export function median(values: number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function post(
  agent: Agent,
  baseUrl: string,
  { method, path, cookie, headers: own, body }: Shot,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      ...(cookie && { cookie }),
      ...own,
    };
    const sent = request(
      `${baseUrl}${path}`,
      { agent, method: method ?? "POST", headers },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () =>
          [200, 201, 202].includes(response.statusCode ?? 0)
            ? resolve()
            : reject(new Error(`${path}: ${response.statusCode} ${text}`)),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
