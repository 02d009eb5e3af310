import { randomUUID } from "node:crypto";
import { DAY, MINUTE, SECOND } from "../clock.ts";
import type { IdSource } from "../ids.ts";
import { seedStock } from "./stock-seed.ts";
import type { TechProvider } from "./tech-provider.ts";

export type Workspace = {
  id: string;
  name: string;
  description?: string;
  status: string;
  dataPolicy: { group: string; regions: { region: string; priority: number }[] };
  createdAt: number;
};

/** Enrolment of a number for WhatsApp; everything else about it follows from the clock. */
export type Enrolment = {
  whatsAppId: string;
  enrolledAt: number;
  outcome: "verify" | "fail";
};

export type BirdNumber = {
  id: string;
  workspaceId: string;
  number: string;
  country: string;
  type: string;
  createdAt: number;
  cancelledAt?: number;
  enrolment?: Enrolment;
  /** Papers that Bird asks for before it does anything else with the number. */
  papers?: "needed" | "handed-in";
  monthlyPrice?: Money;
};

/** Bird: value = amount x 10^exponent. */
export type Money = { currencyCode: string; amount: number; exponent: number };

export type StockItem = {
  id: string;
  number: string;
  country: string;
  type: string;
  monthlyPrice: Money;
  setupPrice?: Money;
};

/** Something installed in a workspace; `problem` is why its channel cannot work. */
export type Connector = {
  id: string;
  workspaceId: string;
  name: string;
  wabaId: string;
  phoneId: string;
  phoneNumber: string;
  mbPhoneId?: string;
  accessToken: string;
  channelId: string;
  channelShown: boolean;
  problem: string | undefined;
  createdAt: number;
  updatedAt: number;
};

/** `windows` tells until when each customer may be sent free text. */
export type Channel = {
  id: string;
  workspaceId: string;
  connectorId: string;
  name: string;
  identifier: string;
  status: string;
  windows: Map<string, number>;
  createdAt: number;
  updatedAt: number;
};

export type EventFilter = { key: string; value: string };

export type BirdSubscription = {
  id: string;
  workspaceId: string;
  service: string;
  event: string;
  url: string;
  signingKey: string;
  eventFilters: EventFilter[];
  status: "active" | "inactive";
  createdAt: number;
  updatedAt: number;
};

export type BirdMessage = {
  id: string;
  channelId: string;
  direction: "incoming" | "outgoing";
  contact: string;
  contactId: string;
  contactName: string;
  body: Record<string, unknown>;
  reference: string;
  platformReference: string;
  status: string;
  failure?: { code: number; source: { name: string; code: string }; reason: string };
  createdAt: number;
  updatedAt: number;
};

export type BirdState = {
  workspaces: Map<string, Workspace>;
  numbers: Map<string, BirdNumber>;
  stock: Map<string, StockItem>;
  connectors: Map<string, Connector>;
  channels: Map<string, Channel>;
  subscriptions: Map<string, BirdSubscription>;
  messages: Map<string, BirdMessage>;
  techProvider: TechProvider | undefined;
};

export const NUMBER_STATES = [
  "absent",
  "requesting",
  "verifying",
  "verified",
  "failed",
  "expired",
] as const;
export type NumberState = (typeof NUMBER_STATES)[number];

const SEED_WORKSPACE = "0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50";

/** Bird as it is right after start: one workspace whose numbers show every state of the life cycle. */
export function seedBird(now: number, ids: IdSource, techProvider: TechProvider): BirdState {
  const bird: BirdState = {
    workspaces: new Map(),
    numbers: new Map(),
    stock: new Map(),
    connectors: new Map(),
    channels: new Map(),
    subscriptions: new Map(),
    messages: new Map(),
    techProvider,
  };
  addWorkspace(bird, { id: SEED_WORKSPACE, name: "Harbor Coffee", now: now - 120 * DAY });
  const seeded: [string, Enrolment["outcome"] | undefined, number][] = [
    ["+12025550143", "verify", 3 * DAY],
    ["+12025550178", "verify", 91 * DAY],
    ["+12025550119", "verify", 125 * SECOND],
    ["+12025550164", "fail", 10 * MINUTE],
    ["+12025550187", undefined, 40 * DAY],
  ];
  for (const [number, outcome, age] of seeded) {
    const enrolment = outcome && { whatsAppId: ids.nodeId(), enrolledAt: now - age, outcome };
    addNumber(bird, { workspaceId: SEED_WORKSPACE, number, now: now - age, enrolment });
  }
  seedStock(bird);
  return bird;
}

export function addWorkspace(
  bird: BirdState,
  given: { id?: string; name: string; description?: string; now: number; group?: string },
): Workspace {
  const group = given.group ?? "eu-west-1";
  const workspace: Workspace = {
    id: given.id ?? randomUUID(),
    name: given.name,
    ...(given.description === undefined ? {} : { description: given.description }),
    status: "active",
    dataPolicy: { group, regions: [{ region: group, priority: 1 }] },
    createdAt: given.now,
  };
  bird.workspaces.set(workspace.id, workspace);
  return workspace;
}

export function addNumber(
  bird: BirdState,
  given: {
    workspaceId: string;
    number: string;
    now: number;
    country?: string;
    type?: string;
    enrolment?: Enrolment | undefined;
    papers?: BirdNumber["papers"];
    monthlyPrice?: Money;
  },
): BirdNumber {
  const number: BirdNumber = {
    id: randomUUID(),
    workspaceId: given.workspaceId,
    number: given.number,
    country: given.country ?? "US",
    type: given.type ?? "local",
    createdAt: given.now,
    ...(given.enrolment ? { enrolment: given.enrolment } : {}),
    ...(given.papers ? { papers: given.papers } : {}),
    ...(given.monthlyPrice ? { monthlyPrice: given.monthlyPrice } : {}),
  };
  bird.numbers.set(number.id, number);
  return number;
}
