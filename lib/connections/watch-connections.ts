import { z } from "zod";
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
/** Clocks of two processes may differ by so much. */
const SKEW_MS = 2_000;

/** When the page that watches was drawn: what has changed since then is told at once, as a gap. */
export const WatchConnections = z.object({
  since: z.coerce.number().int().positive().optional().catch(undefined),
});

type Change = { id?: string; isGap?: boolean };
type Watcher = (change: Change) => void;

// Next bundles routes apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & {
  perchConsoles?: Set<Watcher>;
  perchConsolesListen?: Promise<unknown>;
  /** When anything changed last; the beginning of the subscription, as what was before is not known. */
  perchConsolesChangedAtMs?: number;
};

/**
 * Calls back when connections, signups or links have changed, twice a second at most, until the returned function is
 * called.
 * All consoles of a process share one subscription. Throws forbidden.
 */
export async function watchConnections(
  ctx: Context<Operator>,
  onChanged: (changed: ConnectionsChanged) => void,
  { since }: z.infer<typeof WatchConnections> = {},
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
  const { perchConsolesChangedAtMs: changedAtMs = 0 } = slot;
  if (since !== undefined && changedAtMs + SKEW_MS > since) watcher({ isGap: true });
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
    slot.perchConsolesChangedAtMs = Date.now();
    for (const watcher of watchers()) watcher(change);
  };
  const options = { db, onGap: () => tellAll({ isGap: true }) };
  slot.perchConsolesListen ??= Promise.all([
    listen(CONNECTION_CHANGED, (id) => tellAll({ id }), options),
    listen(JOURNEY_CHANGED, () => tellAll({}), options),
  ]).then(() => {
    slot.perchConsolesChangedAtMs = Date.now();
  });
  await slot.perchConsolesListen.catch((error: unknown) => {
    slot.perchConsolesListen = undefined;
    throw error;
  });
}
