/** What a sandbox is started with; every value has a default. */
export type SandboxConfig = {
  port: number;
  host: string;
  publicUrl: string;
  appId: string;
  appSecret: string;
  appName: string;
  configId: string;
  solutionId: string;
  businessId: string;
  systemToken: string;
  birdAccessKey: string;
  birdOrganizationId: string;
};

export type SandboxOptions = Partial<SandboxConfig>;

const DEFAULTS: SandboxConfig = {
  port: 4000,
  host: "127.0.0.1",
  publicUrl: "",
  appId: "634974688087057",
  appSecret: "0123456789abcdef0123456789abcdef",
  appName: "Acme CRM",
  configId: "1043982137651902",
  solutionId: "17151206192469061",
  businessId: "9120736455018273",
  systemToken: "EAAGsandboxsystemusertoken",
  birdAccessKey: "sandbox-access-key",
  birdOrganizationId: "5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11",
};

/** Fills in what is absent. */
export function resolveConfig(options: SandboxOptions): SandboxConfig {
  const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== "");
  return { ...DEFAULTS, ...Object.fromEntries(given) };
}

/** Reads the variables that the portal reads too, so that both sides agree by themselves. */
export function optionsFromEnv(env: Record<string, string | undefined>): SandboxOptions {
  const options: Record<keyof SandboxConfig, string | number | undefined> = {
    port: parsePort(env.SANDBOX_PORT),
    host: env.SANDBOX_HOST,
    publicUrl: env.SANDBOX_PUBLIC_URL?.replace(/\/+$/, ""),
    appId: env.META_APP_ID,
    appSecret: env.META_APP_SECRET,
    appName: env.SANDBOX_APP_NAME,
    configId: env.META_CONFIG_ID,
    solutionId: env.META_SOLUTION_ID,
    businessId: env.META_BUSINESS_ID,
    systemToken: env.META_SYSTEM_TOKEN,
    birdAccessKey: env.BIRD_ACCESS_KEY,
    birdOrganizationId: env.BIRD_ORGANIZATION_ID,
  };
  return options as SandboxOptions;
}

function parsePort(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`SANDBOX_PORT must be a port from 0 to 65535, not "${text}"`);
}
