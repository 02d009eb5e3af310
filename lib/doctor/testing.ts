import { parseEnv } from "@/lib/env";
import { APP_ID, type FakeRoutes, fakeProvider } from "@/lib/testing";
import type { DoctorContext } from "./check";
import { makeDoctorContext } from "./make-doctor-context";

export const CONFIG_ID = "1043982137651902";
export const SOLUTION_ID = "17151206192469061";
export const BUSINESS_ID = "9120736455018273";
export const ORGANIZATION = "5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11";
export const WORKSPACE = { id: "0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50", name: "Harbor Coffee" };

type Given = {
  meta?: FakeRoutes;
  bird?: FakeRoutes;
  variables?: Record<string, string>;
  change?: Partial<DoctorContext>;
};

/** The doctor's context on fake providers that answer as told; without SANDBOX nothing else is configured. */
export async function doctorContext({ meta, bird, variables = {}, change = {} }: Given = {}) {
  const graph = await fakeProvider(meta ?? {});
  const birdApi = await fakeProvider(bird ?? {});
  const env = parseEnv({
    SANDBOX: "true",
    SANDBOX_URL: graph.url,
    META_GRAPH_URL: graph.url,
    BIRD_API_URL: birdApi.url,
    AUTH_SECRET: "x".repeat(32),
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
    ...variables,
  });
  const parts = { env, now: () => new Date(), isServing: true, db: undefined };
  return { ctx: { ...makeDoctorContext(parts), ...change }, graph, birdApi };
}

/** Nothing of Meta and Bird is configured. */
export function bareContext(): DoctorContext {
  const env = parseEnv({
    SANDBOX: "false",
    AUTH_SECRET: "x".repeat(32),
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
  });
  return makeDoctorContext({ env, now: () => new Date(), isServing: true, db: undefined });
}

export const APP_PATH = `GET /${APP_ID}`;
