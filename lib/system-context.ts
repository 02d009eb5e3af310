import { getDb } from "@/db/client";
import { createBirdClient } from "@/lib/bird/client";
import { systemClock } from "@/lib/clock";
import type { Actor, Context } from "@/lib/context";
import { type Env, env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { getBoss } from "@/lib/jobs/boss";
import { createMetaClient } from "@/lib/meta/client";
import { createVault } from "@/lib/vault/seal";

type Parts = Pick<Context, "vault" | "meta" | "bird">;
// One per bundle and not one per process: Next bundles instrumentation and routes apart, and an error that another
// bundle's client throws is no `instanceof` of this bundle's class.
let made: Parts | undefined;

/**
 * Puts a context together from this process's configuration; `requestId` ties its log lines and audit rows, `ip` says
 * where the request came from.
 */
export async function contextFor<A extends Actor>(
  actor: A,
  requestId: string = newId(),
  ip?: string,
): Promise<Context<A>> {
  const db = await getDb();
  const { jobs } = await getBoss(db);
  return { actor, requestId, ip, env: env(), db, jobs, now: systemClock, ...parts() };
}

/** The context of work that no person asked for. */
export function systemContext(): Promise<Context<{ kind: "system" }>> {
  return contextFor({ kind: "system" });
}

function parts(): Parts {
  made ??= makeParts(env());
  return made;
}

function makeParts({ encryptionKeys, meta, bird }: Env): Parts {
  return {
    vault: createVault(encryptionKeys),
    meta: meta.settings && createMetaClient(meta.settings),
    bird: bird.settings && createBirdClient(bird.settings),
  };
}
