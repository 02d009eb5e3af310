import type { SandboxConfig } from "../config.ts";
import { displayNumber, type IdSource } from "../ids.ts";
import type { Scenario } from "../scenarios/options.ts";
import type { DialogSession } from "./dialog/session.ts";

export type Portfolio = {
  id: string;
  name: string;
  country: string;
  verificationStatus: string;
  systemUserId: string;
  grantedWabaIds: Set<string>;
};

export type Subscription = { appId: string; name: string; overrideCallbackUri?: string };

export type Waba = {
  id: string;
  name: string;
  portfolioId: string;
  currency: string;
  timezoneId: string;
  country: string;
  reviewStatus: string;
  ownershipType: string;
  paymentProblem: boolean;
  createdAt: number;
  subscriptions: Subscription[];
  calls: number[];
};

export type Phone = {
  id: string;
  wabaId: string;
  number: string;
  verifiedName: string;
  codeVerification: "VERIFIED" | "NOT_VERIFIED" | "EXPIRED";
  status: string;
  platformType: string;
  nameStatus: string;
  quality: string;
  isOnBizApp: boolean;
  onboardedAt: number;
  pin?: string;
  otp?: string;
  registerCalls: number[];
  deregisterCalls: number[];
};

export type AuthorizationCode = {
  value: string;
  mode: Scenario["code"];
  scopes: Scenario["scopes"];
  portfolioId: string;
  redirectUri: string;
  pageUrl: string | undefined;
  viaSdk: boolean;
  issuedAt: number | undefined;
  used: boolean;
};

export type Token = {
  value: string;
  kind: "business" | "system" | "app";
  scopes: Scenario["scopes"];
  portfolioId: string;
  issuedAt: number;
  expiresAt: number;
  deadSubcode?: number;
};

/** Where the app's webhooks go, as set in its dashboard. */
export type MetaWebhook = { callbackUrl: string; fields: string[] };

/** One change to tell; `wabaId` only when the app must be subscribed to that account. */
export type WebhookChange = {
  entryId: string;
  field: string;
  value: Record<string, unknown>;
  wabaId?: string;
};

/** What App Review made of a permission: `live`, or `unapproved`. */
export type AppPermission = { permission: string; status: "live" | "unapproved" };

export type MetaState = {
  solutionStatus: string;
  permissions: AppPermission[];
  portfolios: Map<string, Portfolio>;
  wabas: Map<string, Waba>;
  phones: Map<string, Phone>;
  codes: Map<string, AuthorizationCode>;
  tokens: Map<string, Token>;
  dialogs: Map<string, DialogSession>;
  claimedPreVerifiedIds: Set<string>;
  lastUsedCode: string | undefined;
  otherApp: { id: string; name: string };
  webhook: MetaWebhook | undefined;
  batch: WebhookChange[];
};

const REVIEWED = [
  "public_profile",
  "whatsapp_business_management",
  "whatsapp_business_messaging",
  "business_management",
];

/** Meta before anyone signed up: one stranger's account exists, which no token of ours reaches. */
export function createMeta(config: SandboxConfig, ids: IdSource): MetaState {
  const meta: MetaState = {
    solutionStatus: "ACTIVE",
    permissions: REVIEWED.map((permission) => ({ permission, status: "live" })),
    portfolios: new Map(),
    wabas: new Map(),
    phones: new Map(),
    codes: new Map(),
    tokens: new Map(),
    dialogs: new Map(),
    claimedPreVerifiedIds: new Set(),
    lastUsedCode: undefined,
    otherApp: { id: ids.nodeId(), name: "Another app" },
    webhook: undefined,
    batch: [],
  };
  const token: Token = {
    value: config.systemToken,
    kind: "system",
    scopes: "classic",
    portfolioId: config.businessId,
    issuedAt: 0,
    expiresAt: 0,
  };
  meta.tokens.set(token.value, token);
  const stranger = addPortfolio(meta, ids, { name: "Someone else's company" });
  const waba = addWaba(meta, ids, { portfolioId: stranger.id, name: "Someone else", now: 0 });
  addPhone(meta, ids, { wabaId: waba.id, number: "+15005550006", name: "Someone else", now: 0 });
  return meta;
}

/** Adds a business portfolio, verified unless told otherwise. */
export function addPortfolio(
  meta: MetaState,
  ids: IdSource,
  given: { name: string; country?: string },
): Portfolio {
  const portfolio: Portfolio = {
    id: ids.nodeId(),
    name: given.name,
    country: given.country ?? "US",
    verificationStatus: "verified",
    systemUserId: ids.nodeId(),
    grantedWabaIds: new Set(),
  };
  meta.portfolios.set(portfolio.id, portfolio);
  return portfolio;
}

/** Adds a WhatsApp Business account owned by a portfolio. */
export function addWaba(
  meta: MetaState,
  ids: IdSource,
  given: {
    portfolioId: string;
    name: string;
    now: number;
    country?: string;
    ownershipType?: string;
  },
): Waba {
  const waba: Waba = {
    id: ids.nodeId(),
    name: given.name,
    portfolioId: given.portfolioId,
    currency: "USD",
    timezoneId: "1",
    country: given.country ?? "US",
    reviewStatus: "APPROVED",
    ownershipType: given.ownershipType ?? "CLIENT_OWNED",
    paymentProblem: false,
    createdAt: given.now,
    subscriptions: [],
    calls: [],
  };
  meta.wabas.set(waba.id, waba);
  return waba;
}

/** Adds a number; verified but not registered unless told otherwise. */
export function addPhone(
  meta: MetaState,
  ids: IdSource,
  given: { wabaId: string; number: string; name: string; now: number; change?: Partial<Phone> },
): Phone {
  const phone: Phone = {
    id: ids.nodeId(),
    wabaId: given.wabaId,
    number: given.number,
    verifiedName: given.name,
    codeVerification: "VERIFIED",
    status: "PENDING",
    platformType: "NOT_APPLICABLE",
    nameStatus: "AVAILABLE_WITHOUT_REVIEW",
    quality: "UNKNOWN",
    isOnBizApp: false,
    onboardedAt: given.now,
    registerCalls: [],
    deregisterCalls: [],
    ...given.change,
  };
  meta.phones.set(phone.id, phone);
  return phone;
}

/** A WABA's numbers, newest onboarded first, as Graph lists them. */
export function phonesOf(meta: MetaState, wabaId: string): Phone[] {
  return [...meta.phones.values()]
    .filter((phone) => phone.wabaId === wabaId)
    .sort((a, b) => b.onboardedAt - a.onboardedAt);
}

export function phoneLabel(phone: Phone): string {
  return displayNumber(phone.number);
}
