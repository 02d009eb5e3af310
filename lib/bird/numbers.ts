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
  whatsAppId: z.union([z.string(), z.number()]).transform(String).catch(""),
  status: z.string().catch(""),
  stage: z.string().catch(""),
  verificationExpiresAt: birdTime,
});

/** A phone number in a Bird workspace. `whatsApp` is documented for the single number only. */
export const BirdNumber = z.object({
  id: z.string(),
  number: z.string(),
  whatsApp: WhatsAppVerification.nullish().catch(undefined),
});
export type BirdNumber = z.infer<typeof BirdNumber>;
