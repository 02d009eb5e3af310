import { setTimeout as delay } from "node:timers/promises";
import { parseEnv } from "../../lib/env";
import { getBoss } from "../../lib/jobs/boss";
import { createVault } from "../../lib/vault/seal";
import { makeConnections } from "./connections";
import type { Bench } from "./prepare";
import { startProviders } from "./providers";
import { startPortal, type Variables } from "./servers";
import { watchAll } from "./watchers";

const PAGES = 500;
/** How many of them become connected, and how many a second are begun: what is measured is the wait, not the crowd. */
const FINISHING = 100;
const PER_SECOND = 4;
const LIMIT_MS = 180_000;

/**
 * From the last answer of Meta or Bird to "connected" at the browser, with many pages watching: a fake Meta and Bird
 * in this very process, and the event streams too, so that one clock measures both ends.
 */
export async function benchConnected(bench: Bench, env: Variables): Promise<void> {
  const providers = await startProviders();
  // The hooks of a ready workspace carry it, whatever port the portal gets.
  const variables = { ...env, ...providers.variables, APP_URL: "http://localhost:3000" };
  const portal = await startPortal(variables);
  try {
    const vault = createVault(parseEnv(variables).encryptionKeys);
    const made = await makeConnections(bench, {
      vault,
      appUrl: parseEnv(variables).appUrl,
      count: PAGES,
    });
    const watched = await watchAll(portal.url, bench.cookie, made);
    const { jobs } = await getBoss(bench.db);
    const finishing = made.slice(0, FINISHING);
    for (const { connectionId } of finishing) {
      const data = { tenantId: bench.tenantId, connectionId };
      await jobs.put(bench.db, { queue: "advance_connection", key: connectionId, data });
      await delay(1_000 / PER_SECOND);
    }
    const seen = await watched.connected(finishing, LIMIT_MS);
    const delays = finishing
      .map(({ connectionId, phoneNumberId }) => {
        const answeredAt = providers.lastAnswerAt.get(phoneNumberId) ?? Number.NaN;
        return (seen.get(connectionId) ?? Number.NaN) - answeredAt;
      })
      .sort((left, right) => left - right);
    watched.close();
    report(delays);
  } finally {
    portal.stop();
    providers.stop();
    const { boss } = await getBoss(bench.db);
    await boss.stop({ graceful: false, close: false });
  }
}

function report(delays: number[]): void {
  const at = (part: number) => (delays[Math.floor(delays.length * part)] ?? Number.NaN).toFixed(0);
  console.log(
    `\nlast upstream answer to "connected" on screen, ${PAGES} pages watching, ${FINISHING} of them connected, ${PER_SECOND} a second`,
  );
  console.log(`  p50 ${at(0.5)} ms   p95 ${at(0.95)} ms   budget: p95 under 250 ms`);
}
