import { listen } from "@/db/listen";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { JOURNEY_CHANGED } from "@/lib/links/announce-journey";
import { CONNECTION_CHANGED } from "./announce-connection";

/**
 * Which connections have changed, none when only links and signups have; `isGap` says that there may be others, so all
 * that is shown may be old.
 */
export type ConnectionsChanged = { ids: string[]; isGap: boolean };

/** What changes within this time is told at once. */
const GATHER_MS = 500;
const IDS_MAX = 200;

type Change = { id?: string; isGap?: boolean };
type Watcher = (change: Change) => void;

// Next bundles routes apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & {
  perchConsoles?: Set<Watcher>;
  perchConsolesListen?: Promise<unknown>;
};

/**
 * Calls back when connections, signups or links have changed, twice a second at most, until the returned function is
 * called.
 * All consoles of a process share one subscription. Throws forbidden.
 */
export async function watchConnections(
  ctx: Context<Operator>,
  onChanged: (changed: ConnectionsChanged) => void,
): Promise<() => void> {
  requireRole(ctx, "viewer");
  await subscribe(ctx);
  const ids = new Set<string>();
  let isGap = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    const changed = { ids: [...ids].slice(0, IDS_MAX), isGap: isGap || ids.size > IDS_MAX };
    ids.clear();
    isGap = false;
    onChanged(changed);
  };
  const watcher: Watcher = (change) => {
    if (change.id) ids.add(change.id);
    if (change.isGap) isGap = true;
    timer ??= setTimeout(tell, GATHER_MS);
  };
  watchers().add(watcher);
  return () => {
    watchers().delete(watcher);
    clearTimeout(timer);
  };
}

function watchers(): Set<Watcher> {
  slot.perchConsoles ??= new Set();
  return slot.perchConsoles;
}

/** One that fails is tried again by the next watcher. */
async function subscribe({ db }: Context<Operator>): Promise<void> {
  const tellAll = (change: Change) => {
    for (const watcher of watchers()) watcher(change);
  };
  const options = { db, onGap: () => tellAll({ isGap: true }) };
  slot.perchConsolesListen ??= Promise.all([
    listen(CONNECTION_CHANGED, (id) => tellAll({ id }), options),
    listen(JOURNEY_CHANGED, () => tellAll({}), options),
  ]);
  await slot.perchConsolesListen.catch((error: unknown) => {
    slot.perchConsolesListen = undefined;
    throw error;
  });
}
