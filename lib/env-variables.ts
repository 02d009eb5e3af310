import { z } from "zod";

const origin = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin);
const baseUrl = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ""));
const metaId = z.string().regex(/^\d+$/, "must be Meta's numeric id, digits only");
const flag = z
  .enum(["true", "false", "1", "0"])
  .transform((value) => value === "true" || value === "1");

const jsonObject = z.string().transform((text, context) => {
  try {
    const value: unknown = JSON.parse(text);
    const parsed = z.record(z.string(), z.unknown()).safeParse(value);
    if (parsed.success) return parsed.data;
  } catch {}
  context.addIssue({ code: "custom", message: 'must be a JSON object such as {"version":"v4"}' });
  return z.NEVER;
});

/** Every variable, as it is written in the environment; `.env.example` says what each is for. */
export const Variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  APP_URL: origin.optional(),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(1),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  AUTH_SECRET: z
    .string()
    .min(32, "use at least 32 random characters: openssl rand -base64 32")
    .optional(),
  ENCRYPTION_KEYS: z.string().optional(),
  OPERATOR_EMAIL: z.email().optional(),
  OPERATOR_PASSWORD: z.string().min(12, "use at least 12 characters").optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  ISV_NAME: z.string().optional(),
  SUPPORT_EMAIL: z.email().optional(),
  META_APP_ID: metaId.optional(),
  META_APP_SECRET: z.string().optional(),
  META_CONFIG_ID: metaId.optional(),
  META_SOLUTION_ID: metaId.optional(),
  META_GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, "looks like v25.0")
    .default("v25.0"),
  META_SIGNUP_EXTRAS: jsonObject.optional(),
  META_GRAPH_URL: baseUrl.optional(),
  META_SDK_URL: baseUrl.optional(),
  META_SIGNUP_ORIGINS: z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(origin))
    .optional(),
  META_BUSINESS_ID: metaId.optional(),
  META_SYSTEM_TOKEN: z.string().optional(),
  META_WEBHOOK_VERIFY_TOKEN: z.string().min(8, "use at least 8 random characters").optional(),
  REGISTER_PHONE: z.enum(["bird", "isv"]).default("bird"),
  BIRD_API_URL: baseUrl.optional(),
  BIRD_ACCESS_KEY: z.string().optional(),
  BIRD_ORGANIZATION_ID: z.string().optional(),
  BIRD_REGION: z.string().default("eu-west-1"),
  BIRD_SECURITY_SCHEME: z.string().default("oauth"),
  BIRD_TEST_TEMPLATE: jsonObject
    .pipe(z.strictObject({ projectId: z.string(), version: z.string(), locale: z.string() }))
    .optional(),
  MESSAGE_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  MESSAGE_WEBHOOK_KEY: z.string().min(16, "use at least 16 random characters").optional(),
  ALLOW_PRIVATE_ENDPOINTS: flag.optional(),
  SANDBOX: flag.optional(),
  SANDBOX_URL: baseUrl.optional(),
  RUN_JOBS: flag.optional(),
  CRON_SECRET: z.string().min(16, "use at least 16 random characters").optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});
export type Variables = z.infer<typeof Variables>;
