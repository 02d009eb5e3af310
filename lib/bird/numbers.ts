import { z } from "zod";
import { birdText, birdTime } from "./values";

const WhatsAppVerification = z.object({
  whatsAppId: z.union([z.string(), z.number()]).transform(String).catch(""),
  status: z.string().catch(""),
  stage: z.string().catch(""),
  verificationExpiresAt: birdTime,
  nextAttemptAt: birdTime,
  createdAt: birdTime,
  updatedAt: birdTime,
});

const Direction = z.object({
  inbound: z.boolean().catch(false),
  outbound: z.boolean().catch(false),
});

const NO_PAPERS = ["whatsappVerification", "useCase"];

/** What Bird asks for before a number does all it can; `ok` is the one status that means nothing is missing. */
const NumberRequirement = z.object({
  requirement: z.object({ name: z.string(), type: z.string().catch("") }),
  status: z.string().catch(""),
});

/** A phone number in a Bird workspace. `whatsApp` is documented for the single number only. */
export const BirdNumber = z.object({
  id: z.string(),
  number: z.string(),
  whatsApp: WhatsAppVerification.nullish().catch(undefined),
  createdAt: birdTime,
  country: birdText,
  type: birdText,
  status: birdText,
  capabilities: z.record(z.string(), Direction.nullish().catch(undefined)).catch({}),
  requirements: z.array(NumberRequirement).catch([]),
});
export type BirdNumber = z.infer<typeof BirdNumber>;

/** What Bird misses before it does anything with a number; the verification itself and uses for SMS are not papers. */
export function missingPapers({ requirements }: BirdNumber): { name: string; status: string }[] {
  return requirements
    .filter(({ requirement: { type }, status }) => status !== "ok" && !NO_PAPERS.includes(type))
    .map(({ requirement: { name }, status }) => ({ name, status }));
}

/** Whether two texts are the same number, however they are spaced and whether they have a plus or not. */
export function isSameNumber(one: string, other: string): boolean {
  return one.replace(/\D/g, "") === other.replace(/\D/g, "");
}
