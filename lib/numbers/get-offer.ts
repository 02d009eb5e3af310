import { findTenant } from "@/db/queries/tenants";
import { requireRole } from "@/lib/auth/require-role";
import type { BirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import { listKycForms } from "@/lib/bird/list-kyc-forms";
import type { Money } from "@/lib/bird/money";
import { findStockItem } from "@/lib/bird/search-stock";
import type { Context, Operator } from "@/lib/context";
import { getTranslator } from "@/lib/i18n/translator";
import { birdTrouble } from "./bird-trouble";
import { capabilitiesOf } from "./capabilities";
import { toE164, toInternational } from "./phone";

export type Offer = {
  /** E.164 */
  number: string;
  phoneNumber: string;
  country: string;
  type: string;
  capabilities: string[];
  monthlyPrice: Money;
  setupPrice: Money | undefined;
};
export type OfferView = {
  tenant: { id: string; name: string; hasWorkspace: boolean } | undefined;
  offer: Offer | undefined;
  /** Papers that Bird asks for in this country; undefined when it did not say. */
  papers: string[] | undefined;
  problem: string | undefined;
};
type Wanted = { tenantId: string; country: string; number: string };

/** One number for sale with its price of now, for the customer it is meant for. Throws forbidden; a Bird fault is a sentence. */
export async function getOffer(
  ctx: Context<Operator>,
  { tenantId, country, number }: Wanted,
): Promise<OfferView> {
  requireRole(ctx, "viewer");
  const t = getTranslator("en");
  const found = await findTenant(ctx.db, tenantId);
  const tenant = found && {
    id: found.id,
    name: found.name,
    hasWorkspace: found.workspaceId !== null,
  };
  const none = { tenant, offer: undefined, papers: undefined };
  const { bird } = ctx;
  if (!bird) return { ...none, problem: t("numbersPage.trouble.off") };
  try {
    const [offer, papers] = await Promise.all([
      readOffer(bird, { country, phoneNumber: toE164(number) }),
      readPapers(bird, country),
    ]);
    return { tenant, offer, papers, problem: offer ? undefined : t("numbersPage.confirm.gone") };
  } catch (error) {
    return { ...none, problem: birdTrouble(error, t) };
  }
}

/** The number as it is for sale now; undefined when it is not, or only on order. Throws BirdError. */
export async function readOffer(
  bird: BirdClient,
  { country, phoneNumber }: { country: string; phoneNumber: string | undefined },
): Promise<Offer | undefined> {
  const item = phoneNumber && (await findStockItem(bird, { country, phoneNumber }));
  if (!item || item.backOrderRequired) return undefined;
  return {
    number: phoneNumber,
    phoneNumber: toInternational(phoneNumber),
    country: item.countryCode,
    type: item.type,
    capabilities: capabilitiesOf(item.capabilities),
    monthlyPrice: item.monthlyPrice,
    setupPrice: item.setupPrice ?? undefined,
  };
}

/** Names of the forms that a country needs. A key that may not read them stops no purchase. */
export async function readPapers(bird: BirdClient, country: string): Promise<string[] | undefined> {
  try {
    const forms = await listKycForms(bird, country);
    return forms.map(({ id, name, displayName }) => displayName ?? name ?? id);
  } catch (error) {
    if (error instanceof BirdError) return undefined;
    throw error;
  }
}
