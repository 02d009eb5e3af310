import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { asc, eq } from "drizzle-orm";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { driverOf } from "@/db/drivers";
import * as schema from "@/db/schema";
import { deliveries, deliveryAttempts, endpoints, events } from "@/db/schema";
import type { Db } from "@/db/types";
import type { Context, Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { systemWith } from "@/lib/webhooks/testing";
import { createEndpoint } from "./create-endpoint";

export type Received = { path: string; headers: Record<string, string>; body: string };
type Behave = (request: IncomingMessage, response: ServerResponse, call: Received) => unknown;

/** An ISV's receiver on all addresses of this machine; it answers 204 unless told otherwise, and keeps what came. */
export async function receiver(behave: Behave = (_, response) => response.writeHead(204).end()) {
  const calls: Received[] = [];
  const state = { behave };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const headers = request.headers as Record<string, string>;
    const call = { path: request.url ?? "/", headers, body };
    calls.push(call);
    await state.behave(request, response, call);
  });
  server.listen(0, "0.0.0.0").unref();
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    ...{ port, url: `http://127.0.0.1:${port}/hooks`, calls, state },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** An admin's context beside the system's, on a fresh tenant, by a clock that can be moved. */
export async function isvWith(db: Db) {
  const clock = { aheadMs: 0 };
  const now = () => new Date(Date.now() + clock.aheadMs);
  const made = await systemWith(db, { now });
  const admin: Context<Operator> = {
    ...made.ctx,
    actor: { kind: "operator", userId: newId(), role: "admin", sessionId: "test" },
  };
  return { ...made, admin, clock };
}

/** A handle of its own on the same database, as another process has one. */
export function anotherHandle(db: Db): Db {
  const driver = driverOf(db);
  return driver.kind === "pg"
    ? drizzlePg(driver.pool, { schema })
    : drizzlePglite(driver.client, { schema });
}

export function endpointAt(
  ctx: Context<Operator>,
  url: string,
  change: { types?: "link.viewed"[] } = {},
) {
  return createEndpoint(ctx, { url, description: null, types: null, ...change });
}

/** Removes every endpoint, so that tests of one database do not meet. */
export async function noEndpoints(db: Db): Promise<void> {
  await db.delete(endpoints);
}

export function eventsOfTenant(db: Db, tenantId: string) {
  return db.select().from(events).where(eq(events.tenantId, tenantId)).orderBy(asc(events.id));
}

export function deliveriesTo(db: Db, endpointId: string) {
  return db
    .select()
    .from(deliveries)
    .where(eq(deliveries.endpointId, endpointId))
    .orderBy(asc(deliveries.id));
}

export function attemptsTo(db: Db, endpointId: string) {
  return db
    .select({ attempt: deliveryAttempts, delivery: deliveries })
    .from(deliveryAttempts)
    .innerJoin(deliveries, eq(deliveries.id, deliveryAttempts.deliveryId))
    .where(eq(deliveries.endpointId, endpointId))
    .orderBy(asc(deliveryAttempts.id));
}
