import { Agent, get } from "node:http";
import { performance } from "node:perf_hooks";
import { readOverview } from "../../lib/overview/get-overview";
import { median } from "./load";
import type { Seeded } from "./seeded";
import { type Running, startPortal, type Variables } from "./servers";

export const SIZES = { small: 1_000, big: 1_000_000 } as const;

const ROUNDS = 60;
/** Until both servers have compiled what they run often. */
const WARM_UP_ROUNDS = 15;
const BUDGET = 1.3;

type Side = { seeded: Seeded; server: Running; agent: Agent };
type Times = { small: number[]; big: number[] };
/** Answers with how many rows were shown, where rows are. */
type Ask = (side: Side) => Promise<number | undefined>;

/**
 * The console's pages with many connections against the same with few: two portals on two databases, asked in turns in
 * one run. A page that does not exist is named and left out.
 */
export async function benchConsole(
  { small, big }: { small: Seeded; big: Seeded },
  envOf: (databaseUrl: string) => Variables,
): Promise<void> {
  const sides: Side[] = [];
  try {
    for (const seeded of [small, big]) {
      const server = await startPortal({ ...envOf(seeded.url), RUN_JOBS: "false" });
      sides.push({ seeded, server, agent: new Agent({ keepAlive: true }) });
    }
    const [one, other] = sides;
    if (!one || !other) return;
    console.log(
      `\nconsole, ${big.connections.toLocaleString("en")} connections against ${small.connections.toLocaleString("en")} (${ROUNDS} interleaved rounds, p50/p95 in ms)`,
    );
    for (const [name, ask] of Object.entries(ROWS))
      await row(name, ask, { small: one, big: other });
  } finally {
    for (const { server, agent } of sides) {
      agent.destroy();
      server.stop();
    }
  }
}

const page =
  (path: (sample: Seeded["sample"]) => string): Ask =>
  ({ seeded, server, agent }) =>
    load(agent, `${server.url}${path(seeded.sample)}`, seeded);
const list = (params: (sample: Seeded["sample"]) => Record<string, string>) =>
  page((sample) => `/admin/connections?${new URLSearchParams(params(sample))}`);

/** What operators do, and of the overview also what it reads. */
const ROWS: Record<string, Ask> = {
  overview: page(() => "/admin"),
  "overview, 90 days": page(() => "/admin?days=90"),
  "overview's queries": async ({ seeded: { db } }) => {
    const now = new Date();
    const since = new Date(now.getTime() - 29 * 86_400_000).toISOString().slice(0, 10);
    await readOverview(db, { now, since });
    return undefined;
  },
  list: page(() => "/admin/connections"),
  "filter state": list(() => ({ state: "action_required" })),
  "filter party": list(() => ({ state: "action_required", party: "customer" })),
  "filter code": list(() => ({ code: "number_unverified" })),
  "filter tenant": list(({ tenantId }) => ({ tenant: tenantId })),
  "filter source": list(() => ({ source: "bird" })),
  "filter time": list(({ day }) => ({ from: day, to: day })),
  "search number": list(({ phoneNumber }) => ({ q: phoneNumber })),
  "search account": list(({ wabaId }) => ({ q: wabaId })),
  "search tenant": list(({ tenantName }) => ({ q: tenantName })),
  "search externalId": list(({ externalId }) => ({ q: externalId })),
  "search reference": list(({ reference }) => ({ q: reference })),
  "search nothing": list(() => ({ q: "nobody is called so" })),
  "API page": page(() => "/api/v1/connections?limit=50"),
  "API page, filtered": page(() => "/api/v1/connections?limit=50&state=action_required&party=isv"),
};

async function row(name: string, ask: Ask, sides: { small: Side; big: Side }): Promise<void> {
  const times: Times = { small: [], big: [] };
  const shown: Partial<Record<keyof Times, number>> = {};
  try {
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
      // Whoever comes second finds the processor's caches as the first one left them: so they take turns at that too.
      const order = round % 2 === 0 ? (["small", "big"] as const) : (["big", "small"] as const);
      for (const side of order) {
        const startedAt = performance.now();
        shown[side] = await ask(sides[side]);
        if (round >= 0) times[side].push(performance.now() - startedAt);
      }
    }
  } catch (error) {
    if (!(error instanceof NoPageError)) throw error;
    return console.log(`  ${name.padEnd(20)} no such page here`);
  }
  report(name, times, shown);
}

function report(
  name: string,
  { small, big }: Times,
  shown: Partial<Record<keyof Times, number>>,
): void {
  const words = (all: number[]) =>
    `${median(all).toFixed(1).padStart(7)} /${p95(all).toFixed(1).padStart(7)}`;
  const ratio = p95(big) / p95(small);
  // A page that shows more takes longer to draw, however fast its rows were found.
  const rows = shown.small === shown.big ? "" : `   shows ${shown.small} rows against ${shown.big}`;
  console.log(
    `  ${name.padEnd(20)} few ${words(small)}   many ${words(big)}   p50 ${(median(big) / median(small)).toFixed(2)}x  p95 ${ratio.toFixed(2)}x   budget: p95 within ${BUDGET}x${rows}`,
  );
}

function p95(values: number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

class NoPageError extends Error {
  override name = "NoPageError";
}

/** Reads one page to its end. Throws NoPageError for 404, and for every other answer but 200. */
function load(agent: Agent, url: string, { cookie, key }: Seeded): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = get(
      url,
      { agent, headers: { cookie, authorization: `Bearer ${key}` } },
      (response) => {
        response.on("error", reject);
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () => {
          if (response.statusCode === 200) resolve(rowsIn(text));
          else if (response.statusCode === 404) reject(new NoPageError(url));
          else reject(new Error(`${url}: ${response.statusCode}`));
        });
      },
    );
    asked.on("error", reject);
  });
}

function rowsIn(text: string): number | undefined {
  return text.match(/<tr|"object":"connection"/g)?.length;
}
