import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Meta at 0 ms: every call gets a token at once. */
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.setHeader("content-type", "application/json");
    response.end(
      '{"access_token":"EAAGbenchbenchbenchbenchbenchbench","token_type":"bearer","expires_in":5183944}',
    );
  });
});
server.listen(0, "127.0.0.1", () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
