import type { World } from "../../world.ts";
import { phonesOf, type Waba } from "../state.ts";
import { type FieldNode, type FieldTable, selectFields } from "./fields.ts";
import { graphTime, wabaHealth } from "./health.ts";
import { PHONE_LIST_DEFAULTS, readPhone } from "./phone-fields.ts";
import { describeSubscription } from "./subscribed-apps.ts";

const DEFAULTS = ["name", "currency", "timezone_id", "message_template_namespace"] as const;

/** The asked fields of a WABA. */
export function readWaba(
  world: World,
  waba: Waba,
  fields: FieldNode[] | undefined,
): Record<string, unknown> {
  const table = wabaFields(world);
  return selectFields({
    table,
    type: "WhatsAppBusinessAccount",
    item: waba,
    fields,
    defaults: DEFAULTS,
  });
}

function wabaFields(world: World): FieldTable<Waba> {
  const owner = (waba: Waba) => {
    const portfolio = world.meta.portfolios.get(waba.portfolioId);
    return portfolio && { name: portfolio.name, id: portfolio.id };
  };
  return {
    name: (waba) => waba.name,
    currency: (waba) => waba.currency,
    timezone_id: (waba) => waba.timezoneId,
    country: (waba) => waba.country,
    account_review_status: (waba) => waba.reviewStatus,
    business_verification_status: (waba) =>
      world.meta.portfolios.get(waba.portfolioId)?.verificationStatus,
    ownership_type: (waba) => waba.ownershipType,
    owner_business_info: owner,
    owner_business: owner,
    on_behalf_of_business_info: (waba) =>
      waba.ownershipType === "ON_BEHALF_OF" ? owner(waba) : undefined,
    primary_funding_id: () => undefined,
    message_template_namespace: (waba) => `ns_${waba.id}`,
    is_enabled_for_insights: () => false,
    is_shared_with_partners: () => true,
    status: () => "ACTIVE",
    creation_time: (waba) => graphTime(waba.createdAt),
    health_status: (waba) => wabaHealth(world, waba),
    whatsapp_business_manager_messaging_limit: () => "TIER_250",
    subscribed_apps: (waba) => ({ data: waba.subscriptions.map(describeSubscription) }),
    phone_numbers: (waba, sub) => ({
      data: phonesOf(world.meta, waba.id).map((phone) =>
        readPhone(world, phone, { fields: sub, defaults: PHONE_LIST_DEFAULTS }),
      ),
    }),
  };
}
