import { z } from "zod";
import type { MetaClientOptions } from "./client";

const Envelope = z.object({ error: z.object({ message: z.string().catch("") }) });

export type VersionProbe = {
  /** Whether Graph knows the version; one that has expired it still knows. */
  isKnown: boolean;
  /** The version that Graph really answered with; undefined when it does not say. */
  served: string | undefined;
  /** Graph's own clock. */
  date: Date | undefined;
};

/**
 * Asks Graph, without a token, whether it has a version: `GET /{version}/me` is refused for the missing token when it
 * does, and as an unknown path when it does not. Throws on network faults and timeouts.
 */
export async function probeVersion(
  { graphUrl, graphVersion }: Pick<MetaClientOptions, "graphUrl" | "graphVersion">,
  timeoutMs: number,
): Promise<VersionProbe> {
  const answer = await fetch(`${graphUrl}/${graphVersion}/me`, {
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const error = Envelope.safeParse(await answer.json().catch(() => undefined));
  const served = answer.headers.get("facebook-api-version") ?? undefined;
  const date = Date.parse(answer.headers.get("date") ?? "");
  return {
    isKnown: !/^Unknown path components/i.test(error.data?.error.message ?? ""),
    served,
    date: Number.isNaN(date) ? undefined : new Date(date),
  };
}
