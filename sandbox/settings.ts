export const INSTALL_MODES = [
  "active",
  "pending-then-active",
  "never",
  "fails",
  "event-before-201",
  "duplicate-events",
] as const;
export type InstallMode = (typeof INSTALL_MODES)[number];

export const DELIVERY_MODES = ["normal", "duplicate", "reorder", "wrong-signature"] as const;

export const PURCHASES = ["accepted", "no-balance", "papers"] as const;
export const PURCHASE_ANSWERS = ["results", "array", "object"] as const;

/** Switches for what Meta and Bird leave open, or what differs between accounts. */
export type Settings = {
  sdk: "normal" | "slow" | "blocked";
  sdkDelayMs: number;
  sdkBlockedBy: "status" | "connection";
  acceptMissingRedirectUri: boolean;
  acceptEmptyRedirectUri: boolean;
  tokenLifetime: "60-days" | "never";
  requireAppSecretProof: boolean;
  registerAgain: "classic" | "new-model";
  enforceRateLimit: boolean;
  numberListCarriesWhatsApp: boolean;
  purchase: (typeof PURCHASES)[number];
  purchaseAnswer: (typeof PURCHASE_ANSWERS)[number];
  install: InstallMode;
  channelDelayMs: number;
  channelAtOnce: boolean;
  installFailure: "channel" | "silent";
  connectorStatus: "201" | "200";
  birdSecurityScheme: string;
  strictWebhookUrl: boolean;
  messageStepMs: number;
  birdDelivery: (typeof DELIVERY_MODES)[number];
  birdRetryMs: number;
  metaDelivery: (typeof DELIVERY_MODES)[number] | "batch";
  metaRetryMs: number;
  partnerAddedMs: number;
};

const CHOICES: {
  [K in keyof Settings]: readonly Settings[K][] | "number" | "boolean" | "text";
} = {
  sdk: ["normal", "slow", "blocked"],
  sdkDelayMs: "number",
  sdkBlockedBy: ["status", "connection"],
  acceptMissingRedirectUri: "boolean",
  acceptEmptyRedirectUri: "boolean",
  tokenLifetime: ["60-days", "never"],
  requireAppSecretProof: "boolean",
  registerAgain: ["classic", "new-model"],
  enforceRateLimit: "boolean",
  numberListCarriesWhatsApp: "boolean",
  purchase: PURCHASES,
  purchaseAnswer: PURCHASE_ANSWERS,
  install: INSTALL_MODES,
  channelDelayMs: "number",
  channelAtOnce: "boolean",
  installFailure: ["channel", "silent"],
  connectorStatus: ["201", "200"],
  birdSecurityScheme: "text",
  strictWebhookUrl: "boolean",
  messageStepMs: "number",
  birdDelivery: DELIVERY_MODES,
  birdRetryMs: "number",
  metaDelivery: [...DELIVERY_MODES, "batch"],
  metaRetryMs: "number",
  partnerAddedMs: "number",
};

/** The settings right after start. */
export function createSettings(): Settings {
  return {
    sdk: "normal",
    sdkDelayMs: 5000,
    sdkBlockedBy: "status",
    acceptMissingRedirectUri: true,
    acceptEmptyRedirectUri: true,
    tokenLifetime: "60-days",
    requireAppSecretProof: false,
    registerAgain: "classic",
    enforceRateLimit: false,
    numberListCarriesWhatsApp: false,
    purchase: "accepted",
    purchaseAnswer: "results",
    install: "active",
    channelDelayMs: 1500,
    channelAtOnce: false,
    installFailure: "channel",
    connectorStatus: "201",
    birdSecurityScheme: "oauth",
    strictWebhookUrl: false,
    messageStepMs: 500,
    birdDelivery: "normal",
    birdRetryMs: 500,
    metaDelivery: "normal",
    metaRetryMs: 1000,
    partnerAddedMs: 2000,
  };
}

/** Applies what is valid; answers with one sentence per value that is not. */
export function changeSettings(settings: Settings, change: Record<string, unknown>): string[] {
  const problems: string[] = [];
  const accepted: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(change)) {
    const rule = CHOICES[name as keyof Settings];
    const value = parseSetting(rule, given);
    if (value === undefined) problems.push(`${name}: ${describeRule(rule)}`);
    else accepted[name] = value;
  }
  if (problems.length === 0) Object.assign(settings, accepted);
  return problems;
}

/** The allowed values of a setting, for forms. */
export function settingChoices(name: keyof Settings): readonly string[] {
  const rule = CHOICES[name];
  if (rule === "boolean") return ["true", "false"];
  return typeof rule === "string" ? [] : (rule as readonly string[]);
}

function parseSetting(rule: readonly unknown[] | string | undefined, given: unknown): unknown {
  if (rule === undefined) return undefined;
  if (typeof rule !== "string") return rule.includes(given) ? given : undefined;
  if (rule === "boolean") return parseBoolean(given);
  if (rule === "text") return typeof given === "string" && given !== "" ? given : undefined;
  const value = Number(given);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

function parseBoolean(given: unknown): boolean | undefined {
  if (typeof given === "boolean") return given;
  return given === "true" ? true : given === "false" ? false : undefined;
}

function describeRule(rule: readonly unknown[] | string | undefined): string {
  if (rule === undefined) return "no such setting";
  return typeof rule === "string" ? `must be a ${rule}` : `must be one of ${rule.join(", ")}`;
}
