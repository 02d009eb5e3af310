import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { readBody } from "../params.ts";
import type { World } from "../world.ts";
import { type ConnectorOrder, readConnectorOrder } from "./connector-body.ts";
import { describeChannel, describeConnector } from "./connector-shape.ts";
import { BirdError } from "./errors.ts";
import { startInstall, uninstall } from "./install.ts";
import { birdPage } from "./paging.ts";
import type { Channel, Connector } from "./state.ts";
import { getWorkspace } from "./workspaces.ts";

const MOST_CHANNELS = 1000;

/** Connectors, and the channels that Bird makes from them in the background. */
export function connectorRoutes(world: World): Hono {
  const routes = new Hono();
  routes.post("/workspaces/:ws/connectors", async (c) => {
    const workspace = getWorkspace(world, c.req.param("ws"));
    const order = readConnectorOrder(world, await readBody(c), workspace.id);
    const connector = addConnector(world, workspace.id, order);
    const atFirst = describeConnector(connector);
    await startInstall(world, connector, world.settings.install);
    return c.json(atFirst, world.settings.connectorStatus === "200" ? 200 : 201);
  });
  routes.get("/workspaces/:ws/connectors", (c) => {
    const { id } = getWorkspace(world, c.req.param("ws"));
    const ref = c.req.query("templateRef") ?? "whatsapp:1";
    const all = [...world.bird.connectors.values()].filter(
      (one) => one.workspaceId === id && ref === "whatsapp:1",
    );
    const { results, ...more } = birdPage(c, all);
    return c.json({ results: results.map(describeConnector), ...more });
  });
  routes.get("/workspaces/:ws/connectors/:id", (c) =>
    c.json(describeConnector(getConnector(world, c.req.param("ws"), c.req.param("id")))),
  );
  routes.delete("/workspaces/:ws/connectors/:id", (c) => {
    uninstall(world, getConnector(world, c.req.param("ws"), c.req.param("id")));
    return c.body(null, 204);
  });
  routes.get("/workspaces/:ws/channels", (c) => {
    const { id } = getWorkspace(world, c.req.param("ws"));
    const { platform = "whatsapp", status } = c.req.query();
    const all = [...world.bird.channels.values()].filter(
      (one) =>
        one.workspaceId === id &&
        platform === "whatsapp" &&
        (status === undefined || one.status === status),
    );
    const { results, ...more } = birdPage(c, all, MOST_CHANNELS);
    return c.json({ results: results.map(describeChannel), ...more });
  });
  routes.get("/workspaces/:ws/channels/:id", (c) =>
    c.json(describeChannel(getChannel(world, c.req.param("ws"), c.req.param("id")))),
  );
  return routes;
}

/** A channel of a workspace; throws the 404. */
export function getChannel(world: World, workspaceId: string, id: string): Channel {
  const channel = world.bird.channels.get(id);
  if (channel?.workspaceId !== workspaceId) throw new BirdError(404, "Resource not found");
  return channel;
}

function getConnector(world: World, workspaceId: string, id: string): Connector {
  const connector = world.bird.connectors.get(id);
  if (connector?.workspaceId !== workspaceId) throw new BirdError(404, "Resource not found");
  return connector;
}

function addConnector(world: World, workspaceId: string, order: ConnectorOrder): Connector {
  const { connectors } = world.bird;
  const other = [...connectors.values()].find((one) => one.phoneId === order.phoneId);
  if (other) {
    const details = { conflictingResource: { type: "connector", id: other.id } };
    throw new BirdError(409, "connector already exists", details);
  }
  const now = world.clock.now();
  const connector: Connector = {
    ...order,
    id: randomUUID(),
    workspaceId,
    channelId: randomUUID(),
    channelShown: world.settings.channelAtOnce,
    problem: undefined,
    createdAt: now,
    updatedAt: now,
  };
  connectors.set(connector.id, connector);
  return connector;
}
