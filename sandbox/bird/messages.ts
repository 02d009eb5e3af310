import { Hono } from "hono";
import { readBody } from "../params.ts";
import type { World } from "../world.ts";
import { getChannel } from "./connectors.ts";
import { BirdError } from "./errors.ts";
import { readMessage } from "./message-body.ts";
import { describeMessage, sendMessage } from "./message-life.ts";
import { stamp } from "./number-life.ts";
import { birdPage } from "./paging.ts";

const BASE = "/workspaces/:ws/channels/:channel";
const MOST_MESSAGES = 1000;

/** Messages of a channel, and how long a customer may be sent free text. */
export function messageRoutes(world: World): Hono {
  const routes = new Hono();
  routes.post(`${BASE}/messages`, async (c) => {
    const channel = getChannel(world, c.req.param("ws"), c.req.param("channel"));
    const order = readMessage(await readBody(c));
    // What a channel that is not ready answers is not documented.
    if (channel.status !== "active") throw new BirdError(422, "channel is not active");
    return c.json(describeMessage(sendMessage(world, channel, order), channel), 202);
  });
  routes.get(`${BASE}/messages`, (c) => {
    const channel = getChannel(world, c.req.param("ws"), c.req.param("channel"));
    const all = [...world.bird.messages.values()].filter((one) => one.channelId === channel.id);
    const { results, ...more } = birdPage(c, all, MOST_MESSAGES);
    return c.json({ results: results.map((one) => describeMessage(one, channel)), ...more });
  });
  routes.get(`${BASE}/messages/:id`, (c) => {
    const channel = getChannel(world, c.req.param("ws"), c.req.param("channel"));
    const message = world.bird.messages.get(c.req.param("id"));
    if (message?.channelId !== channel.id) throw new BirdError(404, "Resource not found");
    return c.json(describeMessage(message, channel));
  });
  routes.get(`${BASE}/contacts/:contact`, (c) => {
    const channel = getChannel(world, c.req.param("ws"), c.req.param("channel"));
    const until = channel.windows.get(c.req.query("contactIdentifierValue") ?? "");
    const serviceWindowExpireAt = until === undefined ? null : stamp(until);
    return c.json({ serviceWindowExpireAt, isPermanentSession: false, metadata: {} });
  });
  return routes;
}
