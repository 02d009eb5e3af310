import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { listen } from "@/db/listen";
import { freshDb } from "@/db/testing";
import { openLink } from "@/lib/auth/open-link";
import { addLink } from "@/lib/auth/testing";
import { operatorOf } from "@/lib/connections/operator-testing";
import type { Context } from "@/lib/context";
import { sweep } from "@/lib/jobs/sweep";
import { receiveCode } from "@/lib/signups/receive-code";
import { receiveSession } from "@/lib/signups/receive-session";
import { started } from "@/lib/signups/testing";
import { finishEvent, graphError } from "@/lib/testing";
import { JOURNEY_CHANGED } from "./announce-journey";
import { createLink } from "./create-link";
import { requestFreshLink } from "./request-fresh-link";
import { revokeLink } from "./revoke-link";

const HOUR_MS = 3_600_000;
let fresh: Awaited<ReturnType<typeof freshDb>>;
let told = 0;
beforeAll(async () => {
  fresh = await freshDb();
  await listen(
    JOURNEY_CHANGED,
    () => {
      told += 1;
    },
    { db: fresh.db },
  );
});
afterAll(() => fresh.close());

/** Does something and waits until the consoles are told of it. */
async function isToldOf(work: () => Promise<unknown>): Promise<void> {
  told = 0;
  await work();
  await vi.waitFor(() => expect(told).toBeGreaterThan(0), { timeout: 10_000 });
}

it("tells of a signup that begins, and of one that ends before there is a connection", async () => {
  let one: Awaited<ReturnType<typeof started>> | undefined;
  await isToldOf(async () => {
    one = await started(fresh.db, () => ({ "POST /oauth/access_token": graphError(100, 36007) }));
  });
  if (!one) throw new Error("test set-up");
  const { ctx, signupId } = one;
  const left = finishEvent({ current_step: "PHONE_NUMBER_SETUP" }, "CANCEL");
  await isToldOf(() => receiveSession(ctx, { signupId, event: left }));
  const other = await started(fresh.db, () => ({
    "POST /oauth/access_token": graphError(100, 36007),
  }));
  await isToldOf(() =>
    receiveCode(other.ctx, { signupId: other.signupId, code: other.code }).then((view) =>
      expect(view.status).toBe("failed"),
    ),
  );
  await started(fresh.db);
  const system: Context = { ...ctx, actor: { kind: "system" } };
  const later = () => new Date(Date.now() + 2 * HOUR_MS);
  await isToldOf(() => sweep({ ...system, now: later }));
});

it("tells of a link that is made, opened, taken back or asked for anew", async () => {
  const { ctx: member, tenant } = await started(fresh.db);
  const ctx = await operatorOf(member);
  const wish = { tenantId: tenant.id, purpose: "connect" as const, lifetimeMinutes: 60 };
  await isToldOf(() => createLink(ctx, wish));
  const { id: linkId, secret } = await addLink(fresh.db, {
    tenantId: tenant.id,
    purpose: "reconnect",
  });
  const at = { now: new Date(), requestId: undefined };
  await isToldOf(() => openLink(fresh.db, { secret, ...at }));
  await isToldOf(() => revokeLink(ctx, { linkId }));
  const over = { state: "expired" as const, expiresAt: new Date(Date.now() - HOUR_MS) };
  const expired = await addLink(fresh.db, { tenantId: tenant.id, ...over });
  const visitor: Context = { ...member, actor: { kind: "system" }, ip: "203.0.113.9" };
  await isToldOf(() => requestFreshLink(visitor, { secret: expired.secret }));
});
