import { displayNumber } from "../../ids.ts";
import type { World } from "../../world.ts";
import type { Phone } from "../state.ts";
import { type FieldNode, type FieldTable, selectFields } from "./fields.ts";
import { graphTime, phoneHealth } from "./health.ts";

export const PHONE_LIST_DEFAULTS = [
  "verified_name",
  "code_verification_status",
  "display_phone_number",
  "quality_rating",
  "platform_type",
  "throughput",
  "last_onboarded_time",
] as const;

export const PHONE_NODE_DEFAULTS = [
  "verified_name",
  "code_verification_status",
  "display_phone_number",
  "quality_rating",
] as const;

/** The asked fields of a number. */
export function readPhone(
  world: World,
  phone: Phone,
  given: { fields: FieldNode[] | undefined; defaults: readonly string[] },
): Record<string, unknown> {
  return selectFields({
    table: phoneFields(world),
    type: "WhatsAppBusinessPhoneNumber",
    item: phone,
    ...given,
  });
}

function phoneFields(world: World): FieldTable<Phone> {
  return {
    display_phone_number: (phone) => displayNumber(phone.number),
    verified_name: (phone) => phone.verifiedName,
    status: (phone) => phone.status,
    code_verification_status: (phone) => phone.codeVerification,
    quality_rating: (phone) => phone.quality,
    platform_type: (phone) => phone.platformType,
    throughput: () => ({ level: "STANDARD" }),
    last_onboarded_time: (phone) => graphTime(phone.onboardedAt),
    name_status: (phone) => phone.nameStatus,
    new_name_status: () => "NONE",
    account_mode: () => "LIVE",
    messaging_limit_tier: () => "TIER_250",
    whatsapp_business_manager_messaging_limit: () => "TIER_250",
    is_on_biz_app: (phone) => phone.isOnBizApp,
    is_pin_enabled: (phone) => phone.pin !== undefined,
    is_official_business_account: () => false,
    country_code: (phone) => (phone.number.startsWith("+1") ? "US" : undefined),
    country_dial_code: (phone) => (phone.number.startsWith("+1") ? "1" : phone.number.slice(1, 3)),
    certificate: () => "",
    new_certificate: () => "",
    health_status: (phone) => phoneHealth(world, phone),
    webhook_configuration: () => undefined,
  };
}
