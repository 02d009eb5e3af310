import { z } from "zod";

const ZERO_TIME_PREFIX = "0001-01-01";

/** Bird writes an unset time as null, as nothing, or as Go's zero time; all of them mean absent. */
export const birdTime = z
  .string()
  .nullish()
  .transform((text) => {
    if (!text || text.startsWith(ZERO_TIME_PREFIX)) return undefined;
    const time = new Date(text);
    return Number.isNaN(time.getTime()) ? undefined : time;
  })
  .catch(undefined);

/** A text that may be absent, null, empty or of another type; all of them mean absent. */
export const birdText = z
  .string()
  .nullish()
  .transform((text) => text || undefined)
  .catch(undefined);
