import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { drain, watchRequests } from "./drain";

it("lets a request finish, ends a live stream and accepts nothing more", async () => {
  watchRequests();
  let finish = () => {};
  const server = createServer((request, response) => {
    if (request.url === "/stream") {
      response.setHeader("content-type", "text/event-stream");
      response.write(": open\n\n");
      return;
    }
    finish = () => response.end("finished");
    if (request.url === "/warm") finish();
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await (await fetch(`${url}/warm`)).text()).toBe("finished");

  const stream = await fetch(`${url}/stream`);
  const streamed = stream.text().then(
    () => "ended",
    () => "cut",
  );
  const slow = fetch(`${url}/slow`).then((response) => response.text());
  await new Promise((resolve) => setTimeout(resolve, 50));

  let isDrained = false;
  const draining = drain().then(() => {
    isDrained = true;
  });
  expect(await streamed).toBe("cut");
  await expect(fetch(url)).rejects.toThrow();
  expect(isDrained).toBe(false);
  finish();
  expect(await slow).toBe("finished");
  await draining;
});
