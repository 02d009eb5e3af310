import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { fetchJson, HttpError, type JsonCall } from "./fetch-json";

let server: Server | undefined;
afterEach(() => void server?.close());

async function provider(answer: (response: ServerResponse, call: number) => void) {
  const calls: string[] = [];
  server = createServer((request, response) => {
    calls.push(request.method ?? "");
    answer(response, calls.length);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/thing?secret=1`), calls };
}

async function failureOf(call: JsonCall<z.ZodType>): Promise<HttpError> {
  const error = await fetchJson(call).catch((caught: unknown) => caught);
  if (!(error instanceof HttpError)) throw new Error("did not fail");
  return error;
}

const base = { schema: z.unknown(), timeoutMs: 5_000 };

describe("fetchJson", () => {
  it("repeats reads but never writes", async () => {
    const { url, calls } = await provider((response, call) => {
      response.writeHead(call === 1 ? 503 : 200).end("{}");
    });
    await fetchJson({ ...base, method: "GET", url });
    expect(calls).toEqual(["GET", "GET"]);
    server?.close();
    const other = await provider((response) => response.writeHead(503).end());
    for (const method of ["POST", "PATCH", "DELETE"] as const)
      expect((await failureOf({ ...base, method, url: other.url, json: {} })).status).toBe(503);
    expect(other.calls).toEqual(["POST", "PATCH", "DELETE"]);
  });

  it.each([204, 202])("takes an empty %i when the schema does", async (status) => {
    const { url } = await provider((response) => response.writeHead(status).end());
    const call = { method: "DELETE", url, timeoutMs: 5_000 } as const;
    expect(await fetchJson({ ...call, schema: z.undefined() })).toBeUndefined();
    expect((await failureOf({ ...call, schema: z.object({}) })).kind).toBe("shape");
  });

  it.each([
    ["seconds", "7", 7_000],
    ["a date", new Date(Date.now() + 60_000).toUTCString(), 60_000],
    ["a past date", "Wed, 21 Oct 2015 07:28:00 GMT", undefined],
    ["nonsense", "soon", undefined],
  ])("reads Retry-After as %s", async (_name, header, wanted) => {
    const { url } = await provider((response) =>
      response.writeHead(429, { "retry-after": header }).end(),
    );
    const { retryAfterMs } = await failureOf({ ...base, method: "POST", url });
    if (wanted === undefined) expect(retryAfterMs).toBeUndefined();
    else expect(Math.abs((retryAfterMs ?? 0) - wanted)).toBeLessThan(3_000);
  });

  it("lets a provider read its own header, and keeps queries out of the message", async () => {
    const { url } = await provider((response) =>
      response.writeHead(429, { "retry-after": "1", "x-wait": "90" }).end(),
    );
    const retryAfterMs = (headers: Record<string, unknown>) => Number(headers["x-wait"]) * 1000;
    const error = await failureOf({ ...base, method: "POST", url, retryAfterMs });
    expect([error.retryAfterMs, error.message]).toEqual([90_000, "POST /thing: 429"]);
  });
});
