import { randomInt } from "node:crypto";
import { parseNumber } from "../ids.ts";
import { BIRD_APP } from "../meta/bird-app.ts";
import { deadSubcode, findToken, reaches } from "../meta/graph/access.ts";
import { GraphError } from "../meta/graph/errors.ts";
import { registerPhone } from "../meta/graph/phone-actions.ts";
import { subscribe } from "../meta/graph/subscribed-apps.ts";
import type { InstallMode } from "../settings.ts";
import type { World } from "../world.ts";
import { announceChannel } from "./channel-events.ts";
import type { Channel, Connector } from "./state.ts";

/** Begins the background part of a connector; waits for it only when the event is to come first. */
export async function startInstall(
  world: World,
  connector: Connector,
  mode: InstallMode,
): Promise<void> {
  if (mode === "never") return;
  if (mode === "event-before-201") return finishInstall(world, connector, mode);
  const due = world.clock.now() + world.settings.channelDelayMs;
  world.agenda.at(due, () => finishInstall(world, connector, mode));
}

/** Removes a connector and its channel; no event is documented for it, so none is sent. */
export function uninstall(world: World, connector: Connector): void {
  const { connectors, channels } = world.bird;
  connectors.delete(connector.id);
  channels.delete(connector.channelId);
  // Whether Bird lets go of the account at Meta is not documented; here it does, once nothing uses it.
  const isUsed = [...connectors.values()].some((one) => one.wabaId === connector.wabaId);
  const waba = world.meta.wabas.get(connector.wabaId);
  if (!waba || isUsed) return;
  waba.subscriptions = waba.subscriptions.filter((one) => one.appId !== BIRD_APP.appId);
}

/** Gives a channel another status and says so, unless it has that status already. */
export async function setChannelStatus(
  world: World,
  channel: Channel,
  status: string,
): Promise<void> {
  if (channel.status === status || !world.bird.channels.has(channel.id)) return;
  channel.status = status;
  channel.updatedAt = world.clock.now();
  await announceChannel(world, channel, "channel.updated");
}

async function finishInstall(world: World, connector: Connector, mode: InstallMode): Promise<void> {
  const { connectors, channels } = world.bird;
  if (!connectors.has(connector.id) || channels.has(connector.channelId)) return;
  connector.problem =
    mode === "fails" ? "The sandbox was told to fail" : linkAtMeta(world, connector);
  // How Bird reports a failure is not documented; a channel that is not active is one reading.
  if (connector.problem !== undefined && world.settings.installFailure === "silent") return;
  const isPending = mode === "pending-then-active" && connector.problem === undefined;
  const status = connector.problem === undefined ? (isPending ? "pending" : "active") : "error";
  const channel = addChannel(world, connector, status);
  if (isPending) {
    const due = world.clock.now() + world.settings.channelDelayMs;
    world.agenda.at(due, () => setChannelStatus(world, channel, "active"));
  }
  await announceChannel(world, channel, "channel.created");
  if (mode === "duplicate-events") await announceChannel(world, channel, "channel.created");
}

function addChannel(world: World, connector: Connector, status: string): Channel {
  const now = world.clock.now();
  const channel: Channel = {
    id: connector.channelId,
    workspaceId: connector.workspaceId,
    connectorId: connector.id,
    name: connector.name,
    identifier: connector.phoneNumber,
    status,
    windows: new Map(),
    createdAt: now,
    updatedAt: now,
  };
  world.bird.channels.set(channel.id, channel);
  connector.channelShown = true;
  connector.updatedAt = now;
  return channel;
}

/** What Bird does at Meta with the customer's token; answers with the reason when it cannot. */
function linkAtMeta(world: World, connector: Connector): string | undefined {
  const { meta } = world;
  const token = findToken(world, connector.accessToken);
  if (!token || token.scopes === "other-app" || deadSubcode(world, token) !== undefined) {
    return "The access token is not valid";
  }
  const waba = meta.wabas.get(connector.wabaId);
  if (!waba || !reaches(world, token, waba)) return "The access token does not reach the WABA";
  const phone = meta.phones.get(connector.phoneId);
  if (phone?.wabaId !== waba.id) return "The number is not in the WABA";
  if (phone.number !== parseNumber(connector.phoneNumber)) return "The id is of another number";
  try {
    // Bird does not know the customer's PIN: a number with two-step verification refuses its own.
    if (phone.status !== "CONNECTED") registerPhone(world, phone, String(randomInt(1e5, 1e6)));
  } catch (error) {
    if (error instanceof GraphError) return error.message;
    throw error;
  }
  subscribe(waba, BIRD_APP);
  return undefined;
}
