import { z } from "zod";
import { birdTime } from "./values";

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
