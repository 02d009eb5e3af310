import { z } from "zod";
import type { BirdClient } from "./client";
import { listBirdItems } from "./pages";
import { birdText } from "./values";

const PAGE_MAX = 2;

/** A form that Bird wants filled in. Its list is documented without fields; a name is read where there is one. */
export const KycForm = z.object({ id: z.string(), name: birdText, displayName: birdText });
export type KycForm = z.infer<typeof KycForm>;

/** The forms that numbers of a country need. Throws BirdError. */
export function listKycForms(client: BirdClient, countryCode: string): Promise<KycForm[]> {
  const query = { countryCode, scope: "number" };
  return listBirdItems(client, { path: "kyc-forms", item: KycForm, query, pageMax: PAGE_MAX });
}
