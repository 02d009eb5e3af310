import type { BirdNumber } from "@/lib/bird/numbers";

/** Shorter than the pause of a page that looks again while a number is being verified. */
const FRESH_MS = 3_000;
const TENANTS_MAX = 500;

type Entry = { numbers: Promise<BirdNumber[]>; until: number };

// Next bundles pages and routes apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & { perchRecentNumbers?: Map<string, Entry> };

type Key = { tenantId: string; workspaceId: string; now: () => Date };

/**
 * What `read` tells of a tenant's numbers, or told a moment ago; whoever asks while it is being read waits for the same
 * answer. A failure is told again as long, so that reloading a page does not add to a provider's trouble.
 */
export function recentNumbers(
  { tenantId, workspaceId, now }: Key,
  read: () => Promise<BirdNumber[]>,
): Promise<BirdNumber[]> {
  slot.perchRecentNumbers ??= new Map();
  const kept = slot.perchRecentNumbers;
  const key = keyOf({ tenantId, workspaceId });
  const known = kept.get(key);
  if (known && now().getTime() < known.until) return known.numbers;
  const entry: Entry = { numbers: read(), until: Number.POSITIVE_INFINITY };
  const settle = () => {
    entry.until = now().getTime() + FRESH_MS;
  };
  entry.numbers.then(settle, settle);
  // The newest stand last, and the one that stands first makes room.
  kept.delete(key);
  kept.set(key, entry);
  const [oldest] = kept.keys();
  if (kept.size > TENANTS_MAX && oldest) kept.delete(oldest);
  return entry.numbers;
}

/** Forgets what is kept, after a fresher look has shown something else. */
export function forgetRecentNumbers(tenant: Omit<Key, "now">): void {
  slot.perchRecentNumbers?.delete(keyOf(tenant));
}

const keyOf = ({ tenantId, workspaceId }: Omit<Key, "now">) => `${tenantId} ${workspaceId}`;
