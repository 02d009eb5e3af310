import type { Resolve } from "./guarded-lookup";

/** A name that is not found, or that hangs, is asked for once in this time, whoever wants it. */
const REFUSED_FOR_MS = 10_000;

/**
 * Look-ups of which one per name is under way, and whose failures hold for a moment. The process looks names up in a
 * pool of few threads, which a single name server that does not answer would fill with one endpoint's deliveries.
 */
export function shareLookups(resolve: Resolve, now: () => number = Date.now): Resolve {
  const asked = new Map<string, { answer: ReturnType<Resolve>; failedAt: number | undefined }>();
  return (hostname) => {
    const known = asked.get(hostname);
    if (known && (known.failedAt === undefined || now() - known.failedAt < REFUSED_FOR_MS))
      return known.answer;
    const lookup = {
      answer: resolve(hostname),
      failedAt: undefined as number | undefined,
    };
    asked.set(hostname, lookup);
    lookup.answer.then(
      () => asked.delete(hostname),
      () => {
        lookup.failedAt = now();
      },
    );
    return lookup.answer;
  };
}
