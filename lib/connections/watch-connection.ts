import { listen } from "@/db/listen";
import type { Context, Member } from "@/lib/context";
import { log } from "@/lib/log";
import { CONNECTION_CHANGED } from "./announce-connection";
import { getConnectionView } from "./get-connection-view";
import type { ConnectionView } from "./view";

type Watched = {
  watchers: Set<(view: ConnectionView) => void>;
  read: () => Promise<ConnectionView>;
};

// Next bundles routes apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & {
  perchWatched?: Map<string, Watched>;
  perchWatching?: Promise<unknown>;
};

/**
 * Calls back with the connection now and after each change, until the returned function is called. All watchers of
 * one connection in one language share a single read per change. Throws not_found for a foreign connection.
 */
export async function watchConnection(
  ctx: Context<Member>,
  connectionId: string,
  onView: (view: ConnectionView) => void,
): Promise<() => void> {
  const key = `${connectionId} ${ctx.actor.locale}`;
  const read = () => getConnectionView(ctx, { connectionId });
  const first = await read();
  await subscribe(ctx);
  slot.perchWatched ??= new Map();
  const watched = slot.perchWatched.get(key) ?? { watchers: new Set(), read };
  slot.perchWatched.set(key, watched);
  watched.watchers.add(onView);
  onView(first);
  // A change between the first read and the subscription would otherwise wait for the next one.
  void refreshKey(key);
  return () => {
    watched.watchers.delete(onView);
    if (watched.watchers.size === 0 && slot.perchWatched?.get(key) === watched)
      slot.perchWatched.delete(key);
  };
}

/** One subscription per process; one that fails is tried again by the next watcher. */
async function subscribe(ctx: Context<Member>): Promise<void> {
  slot.perchWatching ??= listen(CONNECTION_CHANGED, (id) => void refresh(id), {
    db: ctx.db,
    onGap: refreshAll,
  });
  await slot.perchWatching.catch((error: unknown) => {
    slot.perchWatching = undefined;
    throw error;
  });
}

async function refresh(connectionId: string): Promise<void> {
  for (const key of slot.perchWatched?.keys() ?? []) {
    if (key.startsWith(`${connectionId} `)) await refreshKey(key);
  }
}

async function refreshAll(): Promise<void> {
  for (const key of slot.perchWatched?.keys() ?? []) await refreshKey(key);
}

async function refreshKey(key: string): Promise<void> {
  const watched = slot.perchWatched?.get(key);
  if (!watched) return;
  try {
    const view = await watched.read();
    for (const onView of watched.watchers) onView(view);
  } catch (error) {
    log().warn({ err: error }, "a watched connection could not be read");
  }
}
