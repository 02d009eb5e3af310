const TENANT_ID = "01a219b9-441f-75aa-95e4-cca60006b728";
const LINK_ID = "01a219ba-0e21-7173-990e-cc62589af2dd";
const CONNECTION_ID = "01a219ba-81c7-7b0e-8d4e-27ae25c71b0d";
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
