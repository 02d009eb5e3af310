import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDb } from "@/db/testing";
import type { Operator } from "@/lib/context";
import { newId } from "@/lib/ids";
import { connectionOf, systemWith } from "@/lib/webhooks/testing";
import { listConnections } from "./list-connections";

let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const NOW = new Date("2026-11-22T12:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);

/** What the list of connections says of the token of a connection. */
async function warning(change: Parameters<typeof connectionOf>[2]) {
  const { ctx, tenant } = await systemWith(fresh.db, { now: () => NOW });
  const { id } = await connectionOf(ctx, tenant.id, change);
  const actor: Operator = { kind: "operator", userId: newId(), role: "viewer", sessionId: "test" };
  const { rows } = await listConnections({ ...ctx, actor }, { tenant: tenant.id });
  return rows.find((one) => one.id === id)?.warning;
}

describe("the list's word on a token", () => {
  it("comes three weeks before its end, and stays after it", async () => {
    expect(await warning({ tokenExpiresAt: null })).toBeUndefined();
    expect(await warning({ tokenExpiresAt: inDays(22) })).toBeUndefined();
    expect(await warning({ tokenExpiresAt: inDays(20) })).toMatch(
      /^Token expires on December 12, 2026\./,
    );
    expect(await warning({ tokenExpiresAt: inDays(-1) })).toMatch(
      /^Token expired on November 21, 2026\./,
    );
  });

  it("is for numbers that work", async () => {
    const tokenExpiresAt = inDays(1);
    expect(await warning({ tokenExpiresAt, state: "action_required" })).toBeUndefined();
    const ending = { disconnectRequestedAt: NOW, disconnectReason: "customer" as const };
    expect(await warning({ tokenExpiresAt, ...ending })).toBeUndefined();
  });
});
