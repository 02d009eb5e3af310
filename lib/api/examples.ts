import { EVENT_EXAMPLES } from "@/lib/endpoints/event-examples";

const TENANT_ID = "01a219b9-441f-75aa-95e4-cca60006b728";
const LINK_ID = "01a219ba-0e21-7173-990e-cc62589af2dd";
const CONNECTION_ID = "01a219ba-81c7-7b0e-8d4e-27ae25c71b0d";
const ENDPOINT_ID = "01a219bb-2f7b-7c52-8d0f-4b8f6e0a7d11";
const EVENT_ID = "01a219bb-9a3c-7ab1-9c44-1f0de5b2a763";
const DELIVERY_ID = "01a219bb-9a3d-70e2-b6a1-7c2f4d8e9b05";
const AT = "2026-11-26T09:30:00.000Z";
const LATER = "2026-12-03T09:30:00.000Z";

const Link = {
  object: "link",
  id: LINK_ID,
  tenantId: TENANT_ID,
  purpose: "connect",
  state: "created",
  email: "ada@harborcoffee.example",
  numberChoice: "any",
  numberId: null,
  connectionId: null,
  expectedPhoneNumber: null,
  successUrl: "https://app.example.com/whatsapp/done",
  failureUrl: null,
  metadata: { plan: "pro" },
  expiresAt: LATER,
  createdAt: AT,
  viewedAt: null,
  startedAt: null,
  completedAt: null,
  failedAt: null,
  expiredAt: null,
  revokedAt: null,
  mailedAt: null,
  freshLinkRequestedAt: null,
};

const Endpoint = {
  object: "endpoint",
  id: ENDPOINT_ID,
  url: "https://app.example.com/hooks/perch",
  description: "CRM",
  types: ["connection.connected", "connection.action_required"],
  state: "enabled",
  stopReason: null,
  stoppedAt: null,
  failingSince: null,
  previousSecretUntil: null,
  createdAt: AT,
  updatedAt: AT,
};

/** What an object of each kind looks like. */
export const EXAMPLES: Record<string, Record<string, unknown>> = {
  Tenant: {
    object: "tenant",
    id: TENANT_ID,
    name: "Harbor Coffee",
    externalId: "cus_4711",
    email: "ada@harborcoffee.example",
    locale: "en",
    metadata: { plan: "pro" },
    workspace: { id: "0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50", state: "ready" },
    connectedNumbers: 1,
    archivedAt: null,
    createdAt: AT,
    updatedAt: AT,
  },
  Link,
  MadeLink: {
    ...Link,
    url: "https://connect.example.com/c/4eC39HqLyjWDarjtT1zdp7dcV0o2sX9mQbYt6uZfK1w",
    mail: "not_asked",
  },
  Failure: {
    code: "pin_mismatch",
    party: "customer",
    retry: "recheck",
    customerMessage: "Your number is protected with a PIN that we do not have.",
    customerAction: "Turn two-step verification off in WhatsApp Manager, then check again.",
    operatorHint: "The number has two-step verification with another PIN.",
    documentationUrl: "https://connect.example.com/docs/api#failure-pin_mismatch",
    detail: { source: "meta", status: 400, metaCode: 133005, fbtraceId: "AbC123" },
  },
  Signup: {
    object: "signup",
    id: "01a219ba-6b1d-7c55-9f0e-1a2b3c4d5e6f",
    tenantId: TENANT_ID,
    linkId: null,
    state: "joined",
    connectionId: CONNECTION_ID,
    numberId: null,
    failure: null,
    supportReference: "1A2B-3C4D-5E6F",
    createdAt: AT,
    updatedAt: AT,
  },
  Token: {
    object: "token",
    connectionId: CONNECTION_ID,
    wabaId: "524126980791429",
    phoneNumberId: "106540352242922",
    token: "EAAG…",
    fingerprint: "9f86d081884c",
    expiresAt: null,
  },
  Endpoint,
  EndpointWithSecret: {
    ...Endpoint,
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
  },
  Event: { object: "event", id: EVENT_ID, ...EVENT_EXAMPLES["connection.connected"] },
  Delivery: {
    object: "delivery",
    id: DELIVERY_ID,
    endpointId: ENDPOINT_ID,
    eventId: EVENT_ID,
    type: "connection.connected",
    tenantId: TENANT_ID,
    connectionId: CONNECTION_ID,
    sequence: 6,
    state: "delivered",
    attempts: 1,
    nextAttemptAt: null,
    deliveredAt: AT,
    replayedAt: null,
    createdAt: AT,
  },
  NumberPurchase: {
    object: "number_purchase",
    id: CONNECTION_ID,
    tenantId: TENANT_ID,
    phoneNumber: "+12125550123",
    country: "US",
    type: "local",
    monthlyPrice: { amount: "3.50", currency: "EUR" },
    setupPrice: null,
    state: "bought",
    numberId: "9b7f4c1e-2d0a-4c7b-8a3e-5f6d7c8b9a01",
    refusal: null,
    createdAt: AT,
    updatedAt: AT,
  },
};
