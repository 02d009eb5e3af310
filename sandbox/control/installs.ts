import { Hono } from "hono";
import { setChannelStatus, startInstall } from "../bird/install.ts";
import { receiveMessage } from "../bird/message-life.ts";
import type { Connector } from "../bird/state.ts";
import { parseNumber } from "../ids.ts";
import { readBody, textOf } from "../params.ts";
import { INSTALL_MODES } from "../settings.ts";
import type { World } from "../world.ts";

/** Connectors and channels behind the scenes: what Bird's background work does, and when. */
export function installControl(world: World): Hono {
  const routes = new Hono();
  routes.post("/connectors/:id", async (c) => {
    const connector = world.bird.connectors.get(c.req.param("id"));
    const asked = textOf(await readBody(c), "install");
    const mode = INSTALL_MODES.find((one) => one === asked);
    if (!connector) return c.json({ error: "no such connector" }, 404);
    if (!mode) return c.json({ error: `install: must be one of ${INSTALL_MODES.join(", ")}` }, 400);
    world.bird.channels.delete(connector.channelId);
    await startInstall(world, connector, mode);
    return c.json(describeInstall(world, connector));
  });
  routes.post("/channels/:id", async (c) => {
    const channel = world.bird.channels.get(c.req.param("id"));
    const status = textOf(await readBody(c), "status");
    if (!channel) return c.json({ error: "no such channel" }, 404);
    if (!status) return c.json({ error: "status is required" }, 400);
    await setChannelStatus(world, channel, status);
    return c.json({ id: channel.id, status: channel.status });
  });
  routes.post("/channels/:id/inbound", async (c) => {
    const channel = world.bird.channels.get(c.req.param("id"));
    const body = await readBody(c);
    const from = parseNumber(textOf(body, "from") || world.ids.phoneNumber());
    if (!channel) return c.json({ error: "no such channel" }, 404);
    if (!from) return c.json({ error: "from: must be a phone number" }, 400);
    const text = textOf(body, "text") || "Hello";
    const name = textOf(body, "name") || "Sam Rivers";
    const message = await receiveMessage(world, channel, { from, name, text });
    return c.json({ id: message.id, from }, 201);
  });
  return routes;
}

/** A connector with what came of it, without its token. */
export function describeInstall(world: World, connector: Connector): Record<string, unknown> {
  const { accessToken: _secret, ...rest } = connector;
  const channel = world.bird.channels.get(connector.channelId);
  return { ...rest, problem: connector.problem ?? null, channelStatus: channel?.status ?? null };
}
