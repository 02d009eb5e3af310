import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "./app.ts";
import { resolveConfig, type SandboxOptions } from "./config.ts";
import { createWorld, type World } from "./world.ts";

export type Sandbox = { url: string; world: World; close: () => Promise<void> };

/** Starts a sandbox and resolves when it listens; `port: 0` takes any free port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const config = resolveConfig(options);
  const world = createWorld(config);
  const server = createAdaptorServer({ fetch: createApp(world).fetch }) as Server;
  // A client that keeps a connection must not lose a request to the moment in which it is closed.
  server.keepAliveTimeout = 120_000;
  await listen(server, config);
  const { port } = server.address() as AddressInfo;
  config.publicUrl ||= `http://localhost:${port}`;
  return { url: config.publicUrl, world, close: () => close(server, world) };
}

function listen(server: Server, given: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(given.port, given.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server, world: World): Promise<void> {
  world.agenda.clear();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
