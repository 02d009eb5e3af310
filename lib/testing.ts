import { randomBytes } from "node:crypto";
import { insertTenant } from "@/db/queries/tenants";
import { users } from "@/db/schema";
import type { Db } from "@/db/types";
import { createBirdClient } from "@/lib/bird/client";
import type { Context, Member } from "@/lib/context";
import { parseEnv } from "@/lib/env";
import { newId } from "@/lib/ids";
import { createMetaClient } from "@/lib/meta/client";
import { createVault } from "@/lib/vault/seal";

export const APP_ID = "634974688087057";
const KEYS = `k1:${randomBytes(32).toString("base64")}`;

/** One answer of a fake provider: status and JSON body, or an error to throw. */
export type FakeAnswer = { status?: number; body: unknown } | Error;
export type FakeCall = {
  method: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  headers: Headers;
};
export type FakeRoutes = Record<
  string,
  FakeAnswer | ((call: FakeCall) => FakeAnswer | Promise<FakeAnswer>)
>;

/** A `fetch` that answers by `METHOD /path` (version stripped) and keeps what it was asked. */
export function fakeFetch(routes: FakeRoutes): {
  fetch: typeof globalThis.fetch;
  calls: FakeCall[];
} {
  const calls: FakeCall[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const path = url.pathname.replace(/^\/v\d+\.\d+/, "");
    const form = new URLSearchParams(request.method === "POST" ? await request.text() : "");
    const call = {
      method: request.method,
      path,
      query: url.searchParams,
      form,
      headers: request.headers,
    };
    calls.push(call);
    const route = routes[`${request.method} ${path}`];
    const missing = {
      status: 400,
      body: { error: { code: 100, error_subcode: 33, message: "does not exist" } },
    };
    const answer = typeof route === "function" ? await route(call) : (route ?? missing);
    if (answer instanceof Error) throw answer;
    return Response.json(answer.body, { status: answer.status ?? 200 });
  };
  return { fetch, calls };
}

/** A Graph error body. */
export function graphError(
  code: number,
  subcode?: number,
  message = "no",
): { status: number; body: unknown } {
  return {
    status: 400,
    body: {
      error: {
        message,
        type: "OAuthException",
        code,
        error_subcode: subcode,
        fbtrace_id: "Atrace",
      },
    },
  };
}

type Providers = { meta?: FakeRoutes; bird?: FakeRoutes; workspaceId?: string; now?: () => Date };

/** A member's context on a fresh tenant, with providers that answer as told. */
export async function memberContext(
  db: Db,
  { meta = {}, bird = {}, workspaceId, now }: Providers = {},
) {
  const tenant = await insertTenant(db, { name: "Harbor Coffee", workspaceId });
  const [user] = await db.insert(users).values({ name: "Ada" }).returning();
  const env = parseEnv({
    SANDBOX: "true",
    AUTH_SECRET: "x".repeat(32),
    ENCRYPTION_KEYS: KEYS,
    SANDBOX_URL: "http://sandbox",
  });
  const graph = fakeFetch(meta);
  const birdApi = fakeFetch(bird);
  const settings = env.meta.settings;
  const birdSettings = env.bird.settings;
  if (!settings || !birdSettings || !user) throw new Error("test set-up");
  const ctx: Context<Member> = {
    actor: {
      kind: "member",
      userId: user.id,
      tenantId: tenant.id,
      linkId: undefined,
      locale: "en",
      sessionId: "test",
    },
    requestId: newId(),
    env,
    db,
    now: now ?? (() => new Date()),
    vault: createVault(env.encryptionKeys),
    meta: createMetaClient({ ...settings, graphUrl: "http://graph", fetch: graph.fetch }),
    bird: createBirdClient({ ...birdSettings, apiUrl: "http://bird", fetch: birdApi.fetch }),
  };
  return { ctx, tenant, graph, birdApi };
}

export const WABA = "524126980791429123";
export const PHONE = "106540352242922456";
export const BUSINESS = "2729063490586005";
export const TOKEN = "EAAG-test-business-token";

/** Graph as it answers after a good signup; single routes can be replaced. */
export function goodGraph(replace: FakeRoutes = {}): FakeRoutes {
  return {
    "POST /oauth/access_token": {
      body: { access_token: TOKEN, token_type: "bearer", expires_in: 5_183_944 },
    },
    "GET /debug_token": {
      body: {
        data: { app_id: APP_ID, is_valid: true, expires_at: 0, scopes: [], granular_scopes: [] },
      },
    },
    "GET /me": { body: { client_business_id: BUSINESS, id: "1" } },
    [`GET /${WABA}`]: {
      body: {
        id: WABA,
        name: "Harbor Coffee",
        owner_business_info: { id: BUSINESS, name: "Harbor" },
      },
    },
    [`GET /${WABA}/phone_numbers`]: { body: { data: [phoneNode()] } },
    ...replace,
  };
}

/** A phone number node; verified unless told otherwise. */
export function phoneNode(change: Record<string, unknown> = {}) {
  return {
    id: PHONE,
    display_phone_number: "+1 631-555-0111",
    verified_name: "Harbor Coffee",
    code_verification_status: "VERIFIED",
    status: "PENDING",
    ...change,
  };
}

/** A session event as Meta posts it. */
export function finishEvent(data: Record<string, unknown> = {}, event = "FINISH") {
  return {
    type: "WA_EMBEDDED_SIGNUP",
    event,
    data: { waba_id: WABA, phone_number_id: PHONE, business_id: BUSINESS, ...data },
  };
}
