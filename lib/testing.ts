import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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

/** One answer of a fake provider: status and JSON body, or a connection that is cut without one. */
export type FakeAnswer =
  | { status?: number; body: unknown; headers?: Record<string, string> }
  | "lost";
export type FakeCall = {
  method: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  body: string;
  headers: Headers;
};
export type FakeRoutes = Record<
  string,
  FakeAnswer | ((call: FakeCall) => FakeAnswer | Promise<FakeAnswer>)
>;

/** A provider on a port of its own that answers by `METHOD /path` (version stripped) and keeps what it was asked. */
export async function fakeProvider(
  routes: FakeRoutes,
): Promise<{ url: string; calls: FakeCall[]; close: () => void }> {
  const calls: FakeCall[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? "/", "http://provider");
    const path = url.pathname.replace(/^\/v\d+\.\d+/, "");
    const headers = new Headers(request.headers as Record<string, string>);
    const method = request.method ?? "GET";
    const call = {
      method,
      path,
      query: url.searchParams,
      form: new URLSearchParams(body),
      body,
      headers,
    };
    calls.push(call);
    const route = routes[`${method} ${path}`];
    const answer: FakeAnswer =
      typeof route === "function" ? await route(call) : (route ?? graphError(100, 33));
    if (answer === "lost") return void request.socket.destroy();
    response.writeHead(answer.status ?? 200, {
      "content-type": "application/json",
      ...answer.headers,
    });
    response.end(JSON.stringify(answer.body));
  });
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls, close: () => server.close() };
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
  const graph = await fakeProvider(meta);
  const birdApi = await fakeProvider(bird);
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
    jobs: { put: async () => {}, soon: () => {} },
    meta: createMetaClient({ ...settings, graphUrl: graph.url }),
    bird: createBirdClient({ ...birdSettings, apiUrl: birdApi.url }),
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
