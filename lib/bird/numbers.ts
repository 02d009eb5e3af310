import { z } from "zod";

const ZERO_TIME_PREFIX = "0001-01-01";

/** Bird writes an unset time as null, as nothing, or as Go's zero time; all of them mean absent. */
const birdTime = z
  .string()
  .nullish()
  .transform((text) => {
    if (!text || text.startsWith(ZERO_TIME_PREFIX)) return undefined;
    const time = new Date(text);
    return Number.isNaN(time.getTime()) ? undefined : time;
  })
  .catch(undefined);

const WhatsAppVerification = z.object({
  whatsAppId: z.coerce.string().catch(""),
  status: z.string().catch(""),
  stage: z.string().catch(""),
  attempt: z.number().catch(0),
  nextAttemptAt: birdTime,
  verificationExpiresAt: birdTime,
});

/** A phone number in a Bird workspace. `whatsApp` is documented for the single number only. */
export const BirdNumber = z.object({
  id: z.string(),
  number: z.string(),
  country: z.string().optional(),
  type: z.string().optional(),
  status: z.string().optional(),
  whatsApp: WhatsAppVerification.nullish().catch(undefined),
});
export type BirdNumber = z.infer<typeof BirdNumber>;
