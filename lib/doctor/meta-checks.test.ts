import { describe, expect, it } from "vitest";
import { type FakeRoutes, graphError } from "@/lib/testing";
import { WEBHOOK_FIELDS } from "@/lib/webhooks/webhook-fields";
import type { Check } from "./check";
import { advancedAccess } from "./checks/advanced-access";
import { appCredentials } from "./checks/app-credentials";
import { domains } from "./checks/domains";
import { graphVersion } from "./checks/graph-version";
import { loginConfiguration } from "./checks/login-configuration";
import { signupVersion } from "./checks/signup-version";
import { solution } from "./checks/solution";
import { systemToken } from "./checks/system-token";
import { webhookCallback } from "./checks/webhook-callback";
import { webhookFields } from "./checks/webhook-fields";
import {
  APP_PATH,
  BUSINESS_ID,
  bareContext,
  CONFIG_ID,
  doctorContext,
  SOLUTION_ID,
} from "./testing";

type Case = [
  what: string,
  check: Check,
  meta: FakeRoutes,
  status: string,
  finding: string,
  variables?: Record<string, string>,
];

const app = (more: Record<string, unknown> = {}) => ({
  [APP_PATH]: { body: { id: "1", name: "Acme", ...more } },
});
const me = (headers: Record<string, string>, message = "An active access token must be used") => ({
  "GET /me": { ...graphError(2500, undefined, message), headers },
});
const solutions = (...data: unknown[]) => ({
  [`${APP_PATH}/whatsapp_business_solutions`]: { body: { data } },
});
const ours = {
  object: "whatsapp_business_account",
  callback_url: "http://localhost:3000/api/webhooks/meta",
  active: true,
  fields: WEBHOOK_FIELDS.map((name) => ({ name, version: "v25.0" })),
};
const hooks = (...data: unknown[]) => ({ [`${APP_PATH}/subscriptions`]: { body: { data } } });
const permissions = (status: string) => ({
  [`${APP_PATH}/permissions`]: {
    body: {
      data: [
        { permission: "public_profile", status },
        { permission: "whatsapp_business_management", status: "live" },
        { permission: "whatsapp_business_messaging", status: "live" },
      ],
    },
  },
});
const token = (data: Record<string, unknown>) => ({
  "GET /debug_token": { body: { data: { app_id: "634974688087057", is_valid: true, ...data } } },
  [`GET /${BUSINESS_ID}/client_whatsapp_business_accounts`]: { body: { data: [{ id: "5" }] } },
});
const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * 86_400;
const extras = (value: unknown) => ({ META_SIGNUP_EXTRAS: JSON.stringify(value) });
const page = { status: 502, body: "<html>" };

const CASES: Case[] = [
  ["lives", graphVersion, me({ "facebook-api-version": "v25.0" }), "ok", "dated"],
  [
    "is answered as another",
    graphVersion,
    me({ "facebook-api-version": "v26.0" }),
    "problem",
    "expired",
  ],
  ["is not known", graphVersion, me({}, "Unknown path components: /me"), "problem", "unknown"],
  [
    "has ended by the table",
    graphVersion,
    me({}),
    "problem",
    "expired",
    { META_GRAPH_VERSION: "v20.0" },
  ],
  ["has no published end", graphVersion, me({}), "ok", "alive", { META_GRAPH_VERSION: "v26.0" }],
  ["is cut off", graphVersion, { "GET /me": "lost" }, "problem", "unreachable"],
  ["fit", appCredentials, app(), "ok", "accepted"],
  ["do not fit", appCredentials, { [APP_PATH]: graphError(190) }, "problem", "rejected"],
  ["cannot be tried", appCredentials, { [APP_PATH]: page }, "problem", "unreachable"],
  [
    "belongs",
    loginConfiguration,
    app({ config_ids: [{ id: CONFIG_ID, name: "ES" }] }),
    "ok",
    "belongs",
  ],
  [
    "is foreign",
    loginConfiguration,
    app({ config_ids: [{ id: "7", name: "x" }] }),
    "problem",
    "foreign",
  ],
  ["is not shown", loginConfiguration, app(), "warning", "unreadable"],
  ["are listed", domains, app({ app_domains: ["localhost"] }), "ok", "listed"],
  [
    "hold the parent",
    domains,
    app({ app_domains: ["isv.example"] }),
    "ok",
    "listed",
    { APP_URL: "https://connect.isv.example" },
  ],
  [
    "hold only an ending of the name",
    domains,
    app({ app_domains: ["example.com"] }),
    "problem",
    "unlisted",
    { APP_URL: "https://evilexample.com" },
  ],
  ["are not shown", domains, app(), "warning", "unreadable"],
  [
    "is active",
    solution,
    solutions({ id: SOLUTION_ID, name: "B", status: "ACTIVE" }),
    "ok",
    "active",
  ],
  [
    "is about to end",
    solution,
    solutions({
      id: SOLUTION_ID,
      status: "ACTIVE",
      status_for_pending_request: "PENDING_DEACTIVATION",
    }),
    "warning",
    "ending",
  ],
  ["is a draft", solution, solutions({ id: SOLUTION_ID, status: "DRAFT" }), "problem", "inactive"],
  ["is another's", solution, solutions({ id: "8", status: "ACTIVE" }), "problem", "foreign"],
  [
    "is refused",
    solution,
    { [`${APP_PATH}/whatsapp_business_solutions`]: graphError(10) },
    "problem",
    "refused",
  ],
  ["leads here", webhookCallback, hooks(ours), "ok", "ours"],
  [
    "leads elsewhere",
    webhookCallback,
    hooks({ ...ours, callback_url: "https://old.example" }),
    "problem",
    "elsewhere",
  ],
  ["is not set", webhookCallback, hooks({ ...ours, object: "page" }), "problem", "unset"],
  ["is switched off", webhookCallback, hooks({ ...ours, active: false }), "problem", "inactive"],
  ["are complete", webhookFields, hooks(ours), "ok", "complete"],
  [
    "lack one",
    webhookFields,
    hooks({ ...ours, fields: WEBHOOK_FIELDS.slice(1) }),
    "problem",
    "lacking",
  ],
  ["lack all", webhookFields, hooks(), "problem", "lacking"],
  ["were let through but not seen", advancedAccess, permissions("live"), "warning", "unticked"],
  ["lack public_profile", advancedAccess, permissions("unapproved"), "problem", "lacking"],
  ["are not told", advancedAccess, {}, "warning", "unreadable"],
  ["is v4", signupVersion, {}, "ok", "current"],
  [
    "is a preview",
    signupVersion,
    {},
    "warning",
    "preview",
    extras({ version: "v4-public-preview" }),
  ],
  ["has ended", signupVersion, {}, "problem", "ended", extras({ version: "v3" })],
  ["is empty, which is v2", signupVersion, {}, "problem", "ended", extras({ version: "" })],
  [
    "asks for what is gone",
    signupVersion,
    {},
    "problem",
    "feature",
    extras({ featureType: "only_waba_sharing" }),
  ],
  ["never ends", systemToken, token({ expires_at: 0 }), "ok", "alive"],
  ["ends some day", systemToken, token({ expires_at: inDays(40) }), "ok", "dated"],
  ["ends soon", systemToken, token({ expires_at: inDays(5) }), "warning", "ending"],
  ["is dead", systemToken, token({ is_valid: false }), "problem", "dead"],
  ["is of another app", systemToken, token({ app_id: "9" }), "problem", "foreign"],
  [
    "does not reach the portfolio",
    systemToken,
    { ...token({}), [`GET /${BUSINESS_ID}/client_whatsapp_business_accounts`]: graphError(200) },
    "problem",
    "refused",
  ],
];

describe.each(
  [...new Set(CASES.map(([, check]) => check))].map((check) => [check.id, check] as const),
)("%s", (_, check) => {
  it.each(CASES.filter((one) => one[1] === check))(
    "%s",
    async (_what, _check, meta, status, finding, variables) => {
      const { ctx, graph, birdApi } = await doctorContext({
        meta,
        ...(variables && { variables }),
      });
      expect(await check.run(ctx)).toMatchObject({ status, finding });
      graph.close();
      birdApi.close();
    },
  );

  it("names what is missing while nothing is configured", async () => {
    const verdict = await check.run(bareContext());
    expect(verdict.finding).toBe("missing");
    expect(["problem", "skipped"]).toContain(verdict.status);
    expect(verdict.facts.variables).toEqual(
      expect.arrayContaining([expect.stringMatching(/^META_/)]),
    );
  });
});

it("one run reads the app once, and its webhook once", async () => {
  const { ctx, graph } = await doctorContext({ meta: { ...app(), ...hooks(ours) } });
  const checks = [appCredentials, loginConfiguration, domains, webhookCallback, webhookFields];
  await Promise.all(checks.map((check) => check.run(ctx)));
  expect(graph.calls).toHaveLength(2);
});
