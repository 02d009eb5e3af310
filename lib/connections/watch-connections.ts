import { listen } from "@/db/listen";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { CONNECTION_CHANGED } from "./announce-connection";

/** Which connections have changed; `isGap` says that there may be others, so all that is shown may be old. */
export type ConnectionsChanged = { ids: string[]; isGap: boolean };

/** What changes within this time is told at once. */
const GATHER_MS = 500;
const IDS_MAX = 200;

type Watcher = (id: string | undefined) => void;

// Next bundles routes apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & {
  perchConsoles?: Set<Watcher>;
  perchConsolesListen?: Promise<unknown>;
};

/**
 * Calls back with the connections that have changed, twice a second at most, until the returned function is called.
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
  const watcher: Watcher = (id) => {
    if (id) ids.add(id);
    else isGap = true;
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
  const tellAll = (id: string | undefined) => {
    for (const watcher of watchers()) watcher(id);
  };
  slot.perchConsolesListen ??= listen(CONNECTION_CHANGED, tellAll, {
    db,
    onGap: () => tellAll(undefined),
  });
  await slot.perchConsolesListen.catch((error: unknown) => {
    slot.perchConsolesListen = undefined;
    throw error;
  });
}
