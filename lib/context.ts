import type { OperatorRole } from "@/db/schema/auth";
import type { Db } from "@/db/types";
import type { Scope } from "@/lib/api-keys/states";
import type { BirdClient } from "@/lib/bird/client";
import type { Clock } from "@/lib/clock";
import type { Env } from "@/lib/env";
import type { Jobs } from "@/lib/jobs/jobs";
import type { MetaClient } from "@/lib/meta/client";
import type { Vault } from "@/lib/vault/seal";

/** `sessionId` is the stored digest of the session, never the cookie. */
export type Member = {
  kind: "member";
  userId: string;
  tenantId: string;
  linkId: string | undefined;
  /** The tenant's language. */
  locale: string;
  sessionId: string;
};
export type Operator = { kind: "operator"; userId: string; role: OperatorRole; sessionId: string };
/** A program of the ISV; what it may do is in its scopes. */
export type ApiKey = { kind: "api_key"; keyId: string; scopes: Scope[] };
/** Who acts within one tenant: its member, or staff for the one tenant that a verb has let them name. */
export type TenantActor = Member | (Staff & { tenantId: string; locale: string });
export type Actor = Member | Operator | ApiKey | { kind: "system" };
/** Who acts for the ISV. */
export type Staff = Operator | ApiKey;

/** What verbs stand on. A provider is undefined when it is not configured. */
export type Context<A extends Actor = Actor> = {
  actor: A;
  requestId: string;
  /** The address that the request came from; undefined for work that no request caused. */
  ip?: string | undefined;
  env: Env;
  db: Db;
  now: Clock;
  vault: Vault;
  jobs: Jobs;
  meta: MetaClient | undefined;
  bird: BirdClient | undefined;
};
