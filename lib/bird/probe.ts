import { z } from "zod";
import type { BirdClient } from "./client";
import { birdPath } from "./path";

/** One read with the smallest answer, to see whether the key may; the answer is not looked at. Throws BirdError. */
export async function probeRead(client: BirdClient, ...segments: string[]): Promise<void> {
  await client.get({ path: birdPath(...segments), query: { limit: "1" }, schema: z.unknown() });
}
