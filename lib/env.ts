import { Variables } from "@/lib/env-variables";
import { type EncryptionKey, parseEncryptionKeys } from "@/lib/vault/keys";
import { readLocalSecrets } from "@/lib/vault/local-secrets";

const META_GRAPH_URL = "https://graph.facebook.com";
const META_SDK_URL = "https://connect.facebook.net/en_US/sdk.js";
const BIRD_API_URL = "https://api.bird.com";

/** What the sandbox is told and expects; none of it is a secret outside a sandbox. */
const SANDBOX_DEFAULTS = {
  META_APP_ID: "634974688087057",
  META_APP_SECRET: "0123456789abcdef0123456789abcdef",
  META_CONFIG_ID: "1043982137651902",
  META_SOLUTION_ID: "17151206192469061",
  META_BUSINESS_ID: "9120736455018273",
  META_SYSTEM_TOKEN: "EAAGsandboxsystemusertoken",
  META_WEBHOOK_VERIFY_TOKEN: "sandbox-verify-token",
  BIRD_ACCESS_KEY: "sandbox-access-key",
  BIRD_ORGANIZATION_ID: "5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11",
};

export type MetaSettings = {
  appId: string;
  appSecret: string;
  configId: string;
  solutionId: string;
  graphVersion: string;
  graphUrl: string;
  sdkUrl: string;
  signupOrigins: string[];
  signupExtras: Record<string, unknown>;
  businessId: string | undefined;
  systemToken: string | undefined;
  /** What Meta must present when it is told of our webhook; without one every handshake is refused. */
  webhookVerifyToken: string | undefined;
  /** Who registers a number with a PIN. */
  registerPhone: "bird" | "isv";
};
export type BirdSettings = {
  apiUrl: string;
  accessKey: string;
  organizationId: string;
  /** Where new workspaces keep their data. */
  region: string;
  /** Key of `securityArguments` that takes the access token. */
  securityScheme: string;
  /** An approved template for the test message; without it a text is sent, which needs the 24-hour window. */
  testTemplate: { projectId: string; version: string; locale: string } | undefined;
  /** Where the ISV's own messaging takes inbound, outbound and interaction events. */
  messageWebhook: { url: string; signingKey: string } | undefined;
};
export type OidcSettings = { issuer: string; clientId: string; clientSecret: string };
/** A provider that is not fully configured says which variables it lacks. */
export type Provided<T> = { settings: T; missing: [] } | { settings: undefined; missing: string[] };

export type Env = {
  port: number;
  appUrl: string;
  secureCookies: boolean;
  /** How many proxies in front write X-Forwarded-For. */
  trustedProxies: number;
  dataDir: string;
  databaseUrl: string | undefined;
  authSecret: string;
  encryptionKeys: EncryptionKey[];
  operator: { email: string; password: string | undefined } | undefined;
  smtp: { url: string; from: string } | undefined;
  oidc: OidcSettings | undefined;
  isvName: string;
  supportEmail: string | undefined;
  meta: Provided<MetaSettings>;
  bird: Provided<BirdSettings>;
  sandboxUrl: string | undefined;
  /** Whether outbound webhooks may go to plain http and to private addresses. */
  allowsPrivateEndpoints: boolean;
  /** Whether the server itself runs jobs; else `npm run worker` or a scheduler does. */
  runsJobs: boolean;
  cronSecret: string | undefined;
  logLevel: Variables["LOG_LEVEL"];
};

/** A configuration that cannot be started with; the message names each variable and its mend. */
export class EnvError extends Error {
  constructor(problems: string[]) {
    super(`Invalid environment:\n${problems.map((line) => `  ${line}`).join("\n")}`);
    this.name = "EnvError";
  }
}

const slot = globalThis as typeof globalThis & { perchEnv?: Env };

/** `next dev`: its hot reloading evaluates code, which no other policy allows. */
export const isDevelopment = process.env.NODE_ENV === "development";

/** The parsed configuration of this process. Throws EnvError. Lazy: a build imports routes without secrets. */
export function env(): Env {
  slot.perchEnv ??= parseEnv(process.env);
  return slot.perchEnv;
}

/** True when nothing of a real deployment is configured, or when SANDBOX says so. */
export function wantsSandbox(source: Record<string, string | undefined>): boolean {
  const explicit = source.SANDBOX?.trim();
  if (explicit) return explicit === "true" || explicit === "1";
  return !Object.entries(source).some(
    ([name, value]) =>
      value && (name === "DATABASE_URL" || name.startsWith("META_") || name.startsWith("BIRD_")),
  );
}

/** Parses a set of variables; an empty string counts as absent. Throws EnvError. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = Variables.safeParse(present);
  if (!parsed.success) {
    throw new EnvError(
      parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    );
  }
  const variables = parsed.data;
  const sandboxUrl = wantsSandbox(source)
    ? (variables.SANDBOX_URL ?? "http://localhost:4000")
    : undefined;
  const appUrl = variables.APP_URL ?? `http://localhost:${variables.PORT}`;
  const meta = metaSettings(variables, sandboxUrl);
  const problems = [...pairProblems(variables), ...originProblems(meta, appUrl)];
  const secrets = secretsOf(variables, problems);
  if (problems.length > 0) throw new EnvError(problems);
  return {
    port: variables.PORT,
    appUrl,
    secureCookies: appUrl.startsWith("https:"),
    trustedProxies: variables.TRUSTED_PROXIES,
    dataDir: variables.DATA_DIR,
    databaseUrl: variables.DATABASE_URL,
    ...secrets,
    operator: variables.OPERATOR_EMAIL
      ? { email: variables.OPERATOR_EMAIL.toLowerCase(), password: variables.OPERATOR_PASSWORD }
      : undefined,
    smtp: variables.SMTP_URL
      ? {
          url: variables.SMTP_URL,
          from: variables.MAIL_FROM ?? `Perch <no-reply@${new URL(appUrl).hostname}>`,
        }
      : undefined,
    oidc: oidcSettings(variables),
    isvName: variables.ISV_NAME ?? (sandboxUrl ? "Acme CRM" : "Your software provider"),
    supportEmail: variables.SUPPORT_EMAIL,
    meta,
    bird: birdSettings(variables, sandboxUrl),
    sandboxUrl,
    allowsPrivateEndpoints: variables.ALLOW_PRIVATE_ENDPOINTS ?? sandboxUrl !== undefined,
    runsJobs: variables.RUN_JOBS ?? !source.VERCEL,
    cronSecret: variables.CRON_SECRET,
    logLevel: variables.LOG_LEVEL,
  };
}

function metaSettings(
  variables: Variables,
  sandboxUrl: string | undefined,
): Provided<MetaSettings> {
  const value = { ...(sandboxUrl ? SANDBOX_DEFAULTS : {}), ...variables };
  const { META_APP_ID, META_APP_SECRET, META_CONFIG_ID, META_SOLUTION_ID } = value;
  if (!META_APP_ID || !META_APP_SECRET || !META_CONFIG_ID || !META_SOLUTION_ID) {
    const required = { META_APP_ID, META_APP_SECRET, META_CONFIG_ID, META_SOLUTION_ID };
    return { settings: undefined, missing: namesWithoutValue(required) };
  }
  return {
    missing: [],
    settings: {
      appId: META_APP_ID,
      appSecret: META_APP_SECRET,
      configId: META_CONFIG_ID,
      solutionId: META_SOLUTION_ID,
      graphVersion: variables.META_GRAPH_VERSION,
      graphUrl: variables.META_GRAPH_URL ?? (sandboxUrl ? `${sandboxUrl}/graph` : META_GRAPH_URL),
      sdkUrl: variables.META_SDK_URL ?? (sandboxUrl ? `${sandboxUrl}/sdk.js` : META_SDK_URL),
      signupOrigins:
        variables.META_SIGNUP_ORIGINS ?? (sandboxUrl ? [new URL(sandboxUrl).origin] : []),
      signupExtras: variables.META_SIGNUP_EXTRAS ?? {},
      businessId: value.META_BUSINESS_ID,
      systemToken: value.META_SYSTEM_TOKEN,
      webhookVerifyToken: value.META_WEBHOOK_VERIFY_TOKEN,
      registerPhone: variables.REGISTER_PHONE,
    },
  };
}

function birdSettings(
  variables: Variables,
  sandboxUrl: string | undefined,
): Provided<BirdSettings> {
  const value = { ...(sandboxUrl ? SANDBOX_DEFAULTS : {}), ...variables };
  const { BIRD_ACCESS_KEY, BIRD_ORGANIZATION_ID } = value;
  if (!BIRD_ACCESS_KEY || !BIRD_ORGANIZATION_ID) {
    return {
      settings: undefined,
      missing: namesWithoutValue({ BIRD_ACCESS_KEY, BIRD_ORGANIZATION_ID }),
    };
  }
  return {
    missing: [],
    settings: {
      apiUrl: variables.BIRD_API_URL ?? (sandboxUrl ? `${sandboxUrl}/bird` : BIRD_API_URL),
      accessKey: BIRD_ACCESS_KEY,
      organizationId: BIRD_ORGANIZATION_ID,
      region: variables.BIRD_REGION,
      securityScheme: variables.BIRD_SECURITY_SCHEME,
      testTemplate: variables.BIRD_TEST_TEMPLATE,
      messageWebhook:
        variables.MESSAGE_WEBHOOK_URL && variables.MESSAGE_WEBHOOK_KEY
          ? { url: variables.MESSAGE_WEBHOOK_URL, signingKey: variables.MESSAGE_WEBHOOK_KEY }
          : undefined,
    },
  };
}

function oidcSettings(variables: Variables): OidcSettings | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = variables;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return undefined;
  return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET };
}

function pairProblems(variables: Variables): string[] {
  const oidc = [variables.OIDC_ISSUER, variables.OIDC_CLIENT_ID, variables.OIDC_CLIENT_SECRET];
  const problems: string[] = [];
  if (oidc.some(Boolean) && !oidc.every(Boolean)) {
    problems.push("OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: set all three, or none");
  }
  if (variables.OPERATOR_PASSWORD && !variables.OPERATOR_EMAIL) {
    problems.push("OPERATOR_EMAIL: required with OPERATOR_PASSWORD");
  }
  if (Boolean(variables.MESSAGE_WEBHOOK_URL) !== Boolean(variables.MESSAGE_WEBHOOK_KEY)) {
    problems.push("MESSAGE_WEBHOOK_URL, MESSAGE_WEBHOOK_KEY: set both, or none");
  }
  return problems;
}

/** Meta's session events are proof of nothing, but a foreign origin beside the real Meta would let anyone forge them. */
function originProblems(meta: Provided<MetaSettings>, appUrl: string): string[] {
  if (!meta.settings) return [];
  const { graphUrl, sdkUrl, signupOrigins } = meta.settings;
  const isRealMeta = [graphUrl, sdkUrl].some((url) =>
    /(^|\.)facebook\.(com|net)$/.test(new URL(url).hostname),
  );
  if (!isRealMeta) return [];
  const problems: string[] = [];
  if (!appUrl.startsWith("https:")) {
    problems.push(
      "APP_URL: Meta opens its popup for https origins only; set the public https address of this portal",
    );
  }
  if (signupOrigins.length > 0) {
    problems.push("META_SIGNUP_ORIGINS: only for a stand-in; with the real Meta remove it");
  }
  return problems;
}

function secretsOf(variables: Variables, problems: string[]) {
  const keys = variables.ENCRYPTION_KEYS;
  if (variables.DATABASE_URL) {
    if (!variables.AUTH_SECRET) {
      problems.push(
        "AUTH_SECRET: required with DATABASE_URL; make one with: openssl rand -base64 32",
      );
    }
    if (!keys) {
      problems.push(
        'ENCRYPTION_KEYS: required with DATABASE_URL; make one with: echo "k1:$(openssl rand -base64 32)"',
      );
    }
    return { authSecret: variables.AUTH_SECRET ?? "", encryptionKeys: keysOf(keys, problems) };
  }
  const needed = problems.length === 0 && !(variables.AUTH_SECRET && keys);
  const local = needed ? readLocalSecrets(variables.DATA_DIR) : undefined;
  return {
    authSecret: variables.AUTH_SECRET ?? local?.authSecret ?? "",
    encryptionKeys: keysOf(keys ?? local?.encryptionKeys, problems),
  };
}

function keysOf(list: string | undefined, problems: string[]): EncryptionKey[] {
  if (!list) return [];
  try {
    return parseEncryptionKeys(list);
  } catch (error) {
    problems.push(`ENCRYPTION_KEYS: ${error instanceof Error ? error.message : "unreadable"}`);
    return [];
  }
}

function namesWithoutValue(values: Record<string, unknown>): string[] {
  return Object.entries(values)
    .filter(([, value]) => !value)
    .map(([name]) => name);
}
