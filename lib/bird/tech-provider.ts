import { z } from "zod";
import type { BirdClient } from "./client";
import { BirdError } from "./errors";
import { birdPath } from "./path";

const KEYS = {
  solutionId: "whatsapp_techProviderSolutionID",
  businessId: "whatsapp_techProviderBusinessID",
} as const;

export type StoredTechProvider = Record<keyof typeof KEYS, string | undefined>;

/** Which partner solution and portfolio Bird has stored for our organization. Throws BirdError. */
export async function getTechProvider(client: BirdClient): Promise<StoredTechProvider> {
  const [solutionId, businessId] = await Promise.all([
    readKey(client, KEYS.solutionId),
    readKey(client, KEYS.businessId),
  ]);
  return { solutionId, businessId };
}

/**
 * Tells Bird which partner solution and portfolio are ours; the same call changes them, so it may be repeated.
 * Bird: this one body is in snake case. Throws BirdError.
 */
export async function setTechProvider(
  client: BirdClient,
  { solutionId, businessId }: { solutionId: string; businessId: string },
): Promise<void> {
  await client.post({
    path: birdPath(
      ...["organizations", client.options.organizationId],
      ...["platforms", "whatsapp", "actions", "setupTechProvider"],
    ),
    json: { solution_id: solutionId, business_id: businessId },
    schema: z.unknown(),
  });
}

async function readKey(client: BirdClient, key: string): Promise<string | undefined> {
  const path = birdPath(
    ...["organizations", client.options.organizationId],
    ...["configurations", "groups", "features", "keys", key],
  );
  try {
    return idIn(await client.get({ path, schema: z.unknown() }));
  } catch (error) {
    if (error instanceof BirdError && error.isNotFound) return undefined;
    throw error;
  }
}

/** Bird does not document the answer's shape, so the first text of digits alone in it is the value. */
function idIn(value: unknown): string | undefined {
  if (typeof value === "string") return /^\d{5,25}$/.test(value) ? value : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const found = idIn(inner);
    if (found) return found;
  }
  return undefined;
}
