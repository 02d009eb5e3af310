import type { PGlite } from "@electric-sql/pglite";
import type { Client, Pool } from "pg";
import { dedicatedClient, driverOf } from "@/db/drivers";
import type { Db } from "@/db/types";
import { log } from "@/lib/log";

export type Handler = (payload: string) => void;
export type ListenOptions = {
  /** Called after a lost connection is back: what was sent in between is gone. */
  onGap?: () => void;
};
type Subscription = { handler: Handler; onGap: (() => void) | undefined };
/** One connection that passes a database's notifications on to any number of subscriptions. */
type Hub = {
  subscribe: (channel: string, subscription: Subscription) => Promise<() => Promise<void>>;
  close: () => Promise<void>;
};

const RETRY_MS_MIN = 100;
const RETRY_MS_MAX = 5_000;

const slot = globalThis as typeof globalThis & { perchListeners?: WeakMap<object, Hub> };

/** Subscribes to a channel of the given database; the answer ends the subscription. */
export function listenOn(
  db: Db,
  channel: string,
  subscription: Subscription,
): Promise<() => Promise<void>> {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(channel)) {
    throw new Error(`"${channel}" is no channel name: small letters, digits and _ only.`);
  }
  slot.perchListeners ??= new WeakMap();
  const driver = driverOf(db);
  const key = driver.kind === "pg" ? driver.pool : driver.client;
  const hub =
    slot.perchListeners.get(key) ??
    (driver.kind === "pg" ? postgresHub(driver.pool) : embeddedHub(driver.client));
  slot.perchListeners.set(key, hub);
  return hub.subscribe(channel, subscription);
}

/** Ends every subscription of a database that is about to be closed. */
export async function closeListeners(db: Db): Promise<void> {
  const driver = driverOf(db);
  const key = driver.kind === "pg" ? driver.pool : driver.client;
  const hub = slot.perchListeners?.get(key);
  slot.perchListeners?.delete(key);
  await hub?.close();
}

function embeddedHub(client: PGlite): Hub {
  return {
    subscribe: async (channel, { handler }) => {
      const stop = await client.listen(channel, guarded(channel, handler));
      return async () => {
        if (!client.closed) await stop();
      };
    },
    close: async () => {},
  };
}

function postgresHub(pool: Pool): Hub {
  const channels = new Map<string, Set<Subscription>>();
  let client: Promise<Client> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  let isReconnecting = false;

  const send = (on: Client, statement: string): Promise<unknown> => {
    const sent = queue.then(() => on.query(statement));
    queue = sent.catch(() => {});
    return sent;
  };

  const connected = (): Promise<Client> => {
    client ??= connect().catch((error: unknown) => {
      client = undefined;
      throw error;
    });
    return client;
  };

  const connect = async (): Promise<Client> => {
    const made = await dedicatedClient(pool);
    made.on("notification", ({ channel, payload }) => {
      for (const { handler } of channels.get(channel) ?? []) {
        guarded(channel, handler)(payload ?? "");
      }
    });
    await made.connect();
    made.on("end", () => {
      client = undefined;
      if (!isReconnecting) void reconnect();
    });
    for (const channel of channels.keys()) await send(made, `listen ${channel}`);
    return made;
  };

  const reconnect = async () => {
    isReconnecting = true;
    let delay = RETRY_MS_MIN;
    while (!isClosed && channels.size > 0) {
      try {
        await connected();
        break;
      } catch (error) {
        log().warn({ err: error, retryMs: delay }, "cannot listen to the database");
        await pause(delay);
        delay = Math.min(delay * 2, RETRY_MS_MAX);
      }
    }
    isReconnecting = false;
    for (const { onGap } of [...channels.values()].flatMap((all) => [...all])) onGap?.();
  };

  return {
    subscribe: async (channel, subscription) => {
      const all = channels.get(channel) ?? new Set();
      channels.set(channel, all.add(subscription));
      const unsubscribe = async () => {
        all.delete(subscription);
        if (all.size > 0 || channels.get(channel) !== all) return;
        channels.delete(channel);
        await client?.then((open) => send(open, `unlisten ${channel}`)).catch(() => {});
      };
      try {
        await send(await connected(), `listen ${channel}`);
      } catch (error) {
        await unsubscribe();
        throw error;
      }
      return unsubscribe;
    },
    close: async () => {
      isClosed = true;
      channels.clear();
      await client?.then((open) => open.end()).catch(() => {});
    },
  };
}

function guarded(channel: string, handler: Handler): Handler {
  return (payload) => {
    try {
      handler(payload);
    } catch (error) {
      log().error({ err: error, channel }, "a listener failed");
    }
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
