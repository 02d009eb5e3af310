import type { SignedOutcome } from "@/lib/links/get-signed-outcome";
import type { Opener } from "./opener";

const TRIES_MAX = 3;
const PAUSE_MS = 1_500;

/** Tells the opener how it stands, as soon as the server says so too. */
export async function tellOutcome(opener: Opener, connectionId?: string): Promise<void> {
  if (!opener.isThere) return;
  for (let count = 1; count <= TRIES_MAX; count += 1) {
    const outcome = await read(connectionId);
    if (outcome && outcome.state !== "unfinished") return opener.tell(outcome.state, outcome);
    if (count < TRIES_MAX) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function read(connectionId: string | undefined): Promise<SignedOutcome | undefined> {
  const query = connectionId ? `?${new URLSearchParams({ connection: connectionId })}` : "";
  try {
    const response = await fetch(`/api/outcome${query}`, { cache: "no-store" });
    return response.ok ? ((await response.json()) as SignedOutcome) : undefined;
  } catch {
    return undefined;
  }
}
