import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const APP = path.resolve(import.meta.dirname, "../../app");

/**
 * Who may: anyone, a tenant's member, an operator, a scheduler that knows its secret, a provider that signs, or a
 * program with an API key.
 */
export type Who = "anyone" | "member" | "operator" | "scheduler" | "provider" | "program";
export type Route = {
  who: Who;
  /** What the id in the path belongs to. */
  of?: "connection" | "signup";
  /** A body that would do something. */
  body?: unknown;
};

const FINISH = {
  type: "WA_EMBEDDED_SIGNUP",
  event: "FINISH",
  data: { waba_id: "1234567890", phone_number_id: "1234567890" },
};

/** Every way into the portal. One that is not listed here fails the test that compares this with `app/`. */
export const ROUTES: Record<string, Route> = {
  "PAGE /": { who: "anyone" },
  "PAGE /admin": { who: "operator" },
  "PAGE /admin/connections": { who: "operator" },
  "PAGE /admin/connections/[connectionId]": { who: "operator", of: "connection" },
  "GET /admin/connections/export": { who: "operator" },
  "GET /admin/stream": { who: "operator" },
  "PAGE /admin/settings/brand": { who: "operator" },
  "PAGE /admin/tenants": { who: "operator" },
  "PAGE /admin/tenants/[tenantId]": { who: "operator" },
  "PAGE /admin/tenants/import": { who: "operator" },
  "PAGE /admin/tenants/new": { who: "operator" },
  "PAGE /admin/numbers": { who: "operator" },
  "PAGE /admin/numbers/buy": { who: "operator" },
  "PAGE /admin/numbers/buy/confirm": { who: "operator" },
  "PAGE /admin/audit": { who: "operator" },
  "PAGE /admin/api-keys": { who: "operator" },
  "PAGE /admin/links": { who: "operator" },
  "PAGE /admin/links/new": { who: "operator" },
  "PAGE /admin/webhooks": { who: "operator" },
  "PAGE /admin/webhooks/deliveries": { who: "operator" },
  "PAGE /admin/webhooks/deliveries/[deliveryId]": { who: "operator" },
  "PAGE /admin/webhooks/endpoints": { who: "operator" },
  "PAGE /admin/webhooks/endpoints/[endpointId]": { who: "operator" },
  "PAGE /admin/webhooks/endpoints/new": { who: "operator" },
  "PAGE /admin/settings": { who: "operator" },
  "PAGE /admin/settings/account": { who: "operator" },
  "PAGE /admin/settings/operators": { who: "operator" },
  "PAGE /c/[secret]": { who: "anyone" },
  "PAGE /connect": { who: "member" },
  "PAGE /connect/[connectionId]": { who: "member", of: "connection" },
  "PAGE /connect/[connectionId]/disconnect": { who: "member", of: "connection" },
  "PAGE /connect/return": { who: "member" },
  "PAGE /docs/api": { who: "anyone" },
  "PAGE /deletion/[code]": { who: "anyone" },
  "PAGE /sign-in": { who: "anyone" },
  "PAGE /sign-in/confirm": { who: "anyone" },
  "GET /brand/colors/[color]": { who: "anyone" },
  "GET /brand/logo/[hash]": { who: "anyone" },
  "GET /admin/audit/export": { who: "operator" },
  "PAGE /sign-in/forgot": { who: "anyone" },
  "PAGE /sign-in/password": { who: "anyone" },
  "GET /admin/search": { who: "operator" },
  "GET /api/auth/callback/sso": { who: "anyone" },
  "GET /api/connections/[id]": { who: "member", of: "connection" },
  "GET /api/connections/[id]/stream": { who: "member", of: "connection" },
  "GET /api/cron/tick": { who: "scheduler" },
  "POST /api/cron/tick": { who: "scheduler" },
  "GET /api/health/live": { who: "anyone" },
  "GET /api/health/ready": { who: "anyone" },
  "GET /api/numbers": { who: "member" },
  "GET /api/outcome": { who: "member" },
  "POST /api/signups": { who: "member", body: {} },
  "GET /api/signups/[id]": { who: "member", of: "signup" },
  "POST /api/signups/[id]/code": { who: "member", of: "signup", body: { code: "AQ-foreign" } },
  "POST /api/signups/[id]/launch": { who: "member", of: "signup", body: { outcome: "blocked" } },
  "POST /api/signups/[id]/resume": { who: "member", of: "signup", body: {} },
  "POST /api/signups/[id]/session": { who: "member", of: "signup", body: FINISH },
  "GET /api/v1/openapi.json": { who: "anyone" },
  "GET /api/v1/tenants": { who: "program" },
  "POST /api/v1/tenants": { who: "program", body: { name: "Forbidden Tenant" } },
  "GET /api/v1/tenants/[tenantId]": { who: "program" },
  "PATCH /api/v1/tenants/[tenantId]": { who: "program", body: { name: "Forbidden Tenant" } },
  "POST /api/v1/tenants/[tenantId]/archive": { who: "program", body: {} },
  "POST /api/v1/tenants/[tenantId]/restore": { who: "program", body: {} },
  "GET /api/v1/tenants/by-external-id/[externalId]": { who: "program" },
  "PUT /api/v1/tenants/by-external-id/[externalId]": {
    who: "program",
    body: { name: "Forbidden Tenant" },
  },
  "GET /api/v1/links": { who: "program" },
  "POST /api/v1/links": { who: "program", body: {} },
  "GET /api/v1/links/[linkId]": { who: "program" },
  "PATCH /api/v1/links/[linkId]": { who: "program", body: {} },
  "POST /api/v1/links/[linkId]/revoke": { who: "program", body: {} },
  "GET /api/v1/connections": { who: "program" },
  "GET /api/v1/connections/[connectionId]": { who: "program" },
  "POST /api/v1/connections/[connectionId]/retry": { who: "program", body: {} },
  "POST /api/v1/connections/[connectionId]/disconnect": { who: "program", body: {} },
  "GET /api/v1/connections/[connectionId]/token": { who: "program" },
  "POST /api/v1/signups": { who: "program", body: {} },
  "GET /api/v1/signups/[signupId]": { who: "program" },
  "POST /api/v1/connections/[connectionId]/test-messages": { who: "program", body: {} },
  "GET /api/v1/tenants/[tenantId]/numbers": { who: "program" },
  "GET /api/v1/tenants/[tenantId]/numbers/[numberId]": { who: "program" },
  "GET /api/v1/tenants/[tenantId]/number-purchases": { who: "program" },
  "POST /api/v1/tenants/[tenantId]/number-purchases": { who: "program", body: {} },
  "GET /api/v1/tenants/[tenantId]/number-purchases/[purchaseId]": { who: "program" },
  "GET /api/v1/stock-numbers": { who: "program" },
  "GET /api/v1/endpoints": { who: "program" },
  "POST /api/v1/endpoints": { who: "program", body: { url: "https://evil.example/" } },
  "GET /api/v1/endpoints/[endpointId]": { who: "program" },
  "PATCH /api/v1/endpoints/[endpointId]": { who: "program", body: {} },
  "DELETE /api/v1/endpoints/[endpointId]": { who: "program" },
  "POST /api/v1/endpoints/[endpointId]/replay": { who: "program", body: {} },
  "POST /api/v1/endpoints/[endpointId]/rotate-secret": { who: "program", body: {} },
  "POST /api/v1/endpoints/[endpointId]/test": { who: "program", body: {} },
  "GET /api/v1/deliveries": { who: "program" },
  "GET /api/v1/deliveries/[deliveryId]": { who: "program" },
  "POST /api/v1/deliveries/[deliveryId]/replay": { who: "program", body: {} },
  "GET /api/v1/events": { who: "program" },
  "GET /api/v1/events/[eventId]": { who: "program" },
  "GET /api/v1/[[...path]]": { who: "program" },
  "POST /api/v1/[[...path]]": { who: "program", body: {} },
  "PUT /api/v1/[[...path]]": { who: "program", body: {} },
  "PATCH /api/v1/[[...path]]": { who: "program", body: {} },
  "DELETE /api/v1/[[...path]]": { who: "program" },
  "POST /api/meta/data-deletion": { who: "provider" },
  "POST /api/meta/deauthorize": { who: "provider" },
  "GET /api/webhooks/meta": { who: "provider" },
  "POST /api/webhooks/meta": { who: "provider", body: {} },
  "POST /api/webhooks/bird/[workspaceId]": { who: "provider", body: {} },
  "POST /c/[secret]/open": { who: "anyone", body: {} },
  "POST /c/[secret]/request": { who: "anyone", body: {} },
  "POST /sign-in/confirm/open": { who: "anyone", body: {} },
  "ACTION createKeyAction": { who: "operator" },
  "ACTION rotateKeyAction": { who: "operator" },
  "ACTION revokeKeyAction": { who: "operator" },
  "ACTION createLinkAction": { who: "operator" },
  "ACTION archiveTenantAction": { who: "operator" },
  "ACTION createTenantAction": { who: "operator" },
  "ACTION importTenantsAction": { who: "operator" },
  "ACTION inviteMemberAction": { who: "operator" },
  "ACTION removeMemberAction": { who: "operator" },
  "ACTION resendInvitationAction": { who: "operator" },
  "ACTION restoreTenantAction": { who: "operator" },
  "ACTION retryWorkspaceAction": { who: "operator" },
  "ACTION setWorkspaceAction": { who: "operator" },
  "ACTION updateBrandAction": { who: "operator" },
  "ACTION updateTenantAction": { who: "operator" },
  "ACTION updateTenantBrandAction": { who: "operator" },
  "ACTION answerLinkRequestAction": { who: "operator" },
  "ACTION createTenantLinkAction": { who: "operator" },
  "ACTION replayWebhookAction": { who: "operator" },
  "ACTION createEndpointAction": { who: "operator" },
  "ACTION updateEndpointAction": { who: "operator" },
  "ACTION switchEndpointAction": { who: "operator" },
  "ACTION rotateSecretAction": { who: "operator" },
  "ACTION sendTestEventAction": { who: "operator" },
  "ACTION replayFailedAction": { who: "operator" },
  "ACTION deleteEndpointAction": { who: "operator" },
  "ACTION replayDeliveryAction": { who: "operator" },
  "ACTION revokeLinkAction": { who: "operator" },
  "ACTION rotateReturnSecretAction": { who: "operator" },
  "ACTION saveReturnOriginsAction": { who: "operator" },
  "ACTION assignShareAction": { who: "operator" },
  "ACTION dismissShareAction": { who: "operator" },
  "ACTION operatorRetryAction": { who: "operator" },
  "ACTION createReconnectLinkAction": { who: "operator" },
  "ACTION endConnectionAction": { who: "operator" },
  "ACTION retryConnectionAction": { who: "operator" },
  "ACTION buyNumberAction": { who: "operator" },
  "ACTION checkPurchaseAction": { who: "operator" },
  "ACTION runDoctorAction": { who: "operator" },
  "ACTION tickChecklistAction": { who: "operator" },
  "ACTION setTokenExportAction": { who: "operator" },
  "ACTION sendTechProviderAction": { who: "operator" },
  "ACTION inviteOperatorAction": { who: "operator" },
  "ACTION inviteAgainAction": { who: "operator" },
  "ACTION changeRoleAction": { who: "operator" },
  "ACTION removeOperatorAction": { who: "operator" },
  "ACTION changeNameAction": { who: "operator" },
  "ACTION changePasswordAction": { who: "operator" },
  "ACTION endSessionAction": { who: "operator" },
  "ACTION endOtherSessionsAction": { who: "operator" },
  "ACTION chooseNumberAction": { who: "member", of: "connection" },
  "ACTION disconnectAction": { who: "member", of: "connection" },
  "ACTION recheckAction": { who: "member", of: "connection" },
  "ACTION sendTestAction": { who: "member", of: "connection" },
  "ACTION forgotPasswordAction": { who: "anyone" },
  "ACTION setPasswordAction": { who: "anyone" },
  "ACTION signInAction": { who: "anyone" },
  "ACTION signOutAction": { who: "anyone" },
  "ACTION signOutEverywhereAction": { who: "anyone" },
};

export const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

/** Pages, route handlers and server actions, as the files in `app/` have them. */
export function routesInApp(): string[] {
  const files = readdirSync(APP, { recursive: true, encoding: "utf8" });
  return files.flatMap((file) => {
    const text = () => readFileSync(path.join(APP, file), "utf8");
    const url = `/${path.dirname(file).split(path.sep).join("/")}`.replace(/^\/\.$/, "/");
    if (/(^|[\\/])page\.tsx?$/.test(file)) return [`PAGE ${url}`];
    if (/(^|[\\/])route\.tsx?$/.test(file)) return methodsIn(text()).map((one) => `${one} ${url}`);
    if (!/\.tsx?$/.test(file) || !/["']use server["']/.test(text())) return [];
    return [...text().matchAll(/^export (?:async function|const) (\w+)/gm)].map(
      ([, name]) => `ACTION ${name}`,
    );
  });
}

/** Entries of the table as what to ask: method, path with its gaps filled, and the rule. */
export function askable(fill: (route: Route, gap: string) => string) {
  return Object.entries(ROUTES).flatMap(([name, route]) => {
    const [kind = "", template = ""] = name.split(" ");
    if (kind === "ACTION") return [];
    const url = template.replace(/\[+(?:\.\.\.)?(\w+)\]+/g, (_, gap: string) => fill(route, gap));
    return [
      {
        name,
        template,
        isPage: kind === "PAGE",
        method: kind === "PAGE" ? "GET" : kind,
        url,
        route,
      },
    ];
  });
}

function methodsIn(source: string): string[] {
  const names = source.matchAll(/export (?:async function|function|const) ([A-Z]+)\b/g);
  const again = source.matchAll(/export \{([^}]*)\}/g);
  if ([...again].length > 0) throw new Error("Export methods by name, so that tests can see them.");
  return [...names].map(([, name = ""]) => name);
}
