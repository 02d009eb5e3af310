import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { graphError } from "@/lib/testing";
import { createMetaClient } from "./client";
import { subscribeApp } from "./subscribe-app";
import { regainAccessMs } from "./usage";

const usage = (minutes: unknown) =>
  JSON.stringify({ "1": [{ type: "messaging" }, { estimated_time_to_regain_access: minutes }] });

it.each([
  [usage(19), 1_140_000],
  [usage(0), undefined],
  [usage("soon"), undefined],
  ["{", undefined],
  ["[]", undefined],
  [undefined, undefined],
])("reads %s as %s ms", (header, wanted) => {
  expect(regainAccessMs(header ? { "x-business-use-case-usage": header } : {})).toBe(wanted);
});

it("tells with the failure how long Meta wants to be left alone", async () => {
  const server = createServer((_request, response) => {
    response.writeHead(400, { "X-Business-Use-Case-Usage": usage(2), "Retry-After": "5" });
    response.end(JSON.stringify(graphError(80008).body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const graphUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createMetaClient({ graphUrl, graphVersion: "v25.0", appId: "1", appSecret: "s" });
  await expect(subscribeApp(client, "EAAG", "1")).rejects.toMatchObject({
    code: 80008,
    isRateLimited: true,
    isTemporary: true,
    retryAfterMs: 120_000,
  });
  server.close();
});
