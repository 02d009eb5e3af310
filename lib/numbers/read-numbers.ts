import type { BirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import { getBirdNumber } from "@/lib/bird/get-number";
import { listBirdNumbers } from "@/lib/bird/list-numbers";
import type { BirdNumber } from "@/lib/bird/numbers";

const DETAIL_PARALLEL = 8;
const NUMBERS_MAX = 60;

/**
 * The first numbers of a workspace with their verification, which Bird documents on the single number only: list items
 * may or may not carry it. Throws BirdError.
 */
export async function readNumbers(bird: BirdClient, workspaceId: string): Promise<BirdNumber[]> {
  const listed = await listBirdNumbers(bird, workspaceId, NUMBERS_MAX);
  const detailed: BirdNumber[] = [];
  for (let start = 0; start < listed.length; start += DETAIL_PARALLEL) {
    const batch = listed.slice(start, start + DETAIL_PARALLEL);
    detailed.push(
      ...(await Promise.all(
        batch.map((number) => (number.whatsApp ? number : detailOf(bird, workspaceId, number))),
      )),
    );
  }
  return detailed;
}

/** One number that cannot be read does not hide the others. */
async function detailOf(
  bird: BirdClient,
  workspaceId: string,
  number: BirdNumber,
): Promise<BirdNumber> {
  return getBirdNumber(bird, workspaceId, number.id).catch((error: unknown) => {
    if (error instanceof BirdError) return number;
    throw error;
  });
}
