import { stamp, whatsAppObject, ZERO_TIME } from "./number-life.ts";
import type { BirdNumber } from "./state.ts";
import { money } from "./stock-seed.ts";

const BOTH = { inbound: true, outbound: true };
export const CAPABILITIES = { voice: BOTH, sms: BOTH, mms: BOTH };

/** A number as the Numbers API prints it. */
export function describeNumber(
  number: BirdNumber,
  given: { now: number; withWhatsApp: boolean; connectorId: string | undefined },
): Record<string, unknown> {
  const whatsApp = whatsAppObject(number, given.now);
  const created = stamp(number.createdAt);
  const cancelled = number.cancelledAt === undefined ? ZERO_TIME : stamp(number.cancelledAt);
  const requirement = verificationRequirement(number);
  return {
    id: number.id,
    workspaceId: number.workspaceId,
    type: number.type,
    country: number.country,
    number: number.number,
    capabilities: { ...CAPABILITIES, fax: { inbound: false, outbound: false } },
    monthlyRecurringPrice: number.monthlyPrice ?? money(3.5),
    complianceRequirements: [...papersOf(number).map((one) => one.requirement), requirement],
    status: number.cancelledAt === undefined ? "active" : "inactive",
    configurations:
      given.connectorId === undefined
        ? {}
        : { whatsapp: { connectorId: given.connectorId, connectorTemplateRef: "whatsapp:1" } },
    subscription: {
      status: number.cancelledAt === undefined ? "active" : "cancelled",
      subscribedAt: created,
      updatedAt: created,
      cancelledAt: cancelled,
    },
    createdAt: created,
    updatedAt: created,
    activatedAt: created,
    deactivatedAt: null,
    deactivatesAt: null,
    requirements: [...papersOf(number), { requirement, ...requirementStatus(whatsApp) }],
    ...(given.withWhatsApp && whatsApp ? { whatsApp } : {}),
    endpoint: describeEndpoint(number),
  };
}

/** The same number as the long-code endpoints print it: no `whatsApp`. */
export function describeLongCode(number: BirdNumber): Record<string, unknown> {
  const created = stamp(number.createdAt);
  return {
    id: number.id,
    endpointId: number.id,
    numberString: number.number,
    countryCode: number.country,
    type: number.type,
    capabilities: CAPABILITIES,
    createdAt: created,
    updatedAt: created,
    deprovisionAt: null,
    endpoint: describeEndpoint(number),
  };
}

function papersOf({ papers, country, type }: BirdNumber) {
  if (!papers) return [];
  const selector = { scope: "number", countryCode: country, numberType: type };
  const requirement = { name: "kyc:origin", scope: "number-activation", type: "kycForm", selector };
  return [{ requirement, status: papers === "needed" ? "no-reference" : "ok", reference: null }];
}

function verificationRequirement(number: BirdNumber): Record<string, string> {
  const name = "whatsapp:verification";
  return { name, scope: "whatsapp", type: "whatsappVerification", inventoryId: number.id };
}

function requirementStatus(whatsApp: Record<string, unknown> | undefined): Record<string, unknown> {
  const ok = whatsApp?.status === "verified";
  return { status: ok ? "ok" : "no-reference", reference: ok ? whatsApp.whatsAppId : null };
}

function describeEndpoint(number: BirdNumber): Record<string, unknown> {
  const created = stamp(number.createdAt);
  const active = { status: "active", issues: [] };
  return {
    id: number.id,
    type: "long-code-number",
    instanceId: number.id,
    name: number.number,
    provisioningStatus: "provisioned",
    createdAt: created,
    updatedAt: created,
    capabilities: [
      { name: "sms", inbound: active, outbound: { ...active, supportsDestinations: true } },
      {
        name: "whatsapp",
        inbound: { status: "active" },
        outbound: { status: "unavailable", supportsDestinations: false },
      },
    ],
    dependencies: [],
    issues: number.papers === "needed" ? ["compliance-requirement-not-satisfied"] : [],
  };
}
