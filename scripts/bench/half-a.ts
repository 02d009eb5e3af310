import { signups } from "../../db/schema";
import { newSecret } from "../../lib/vault/digest";
import { fire, median, type Round, type Shot } from "./load";
import type { Bench, Target } from "./prepare";

const ROUNDS = 7;
const SHOTS = { 1: 150, 32: 600 } as const;
/** What half A runs on the database: session, claim, begin, store, audit, commit. */
const STATEMENTS = 6;

/** Half A to its 202, one in flight and many, beside a bare program and Next's floor. */
export async function benchHalfA(bench: Bench, targets: Target[]): Promise<void> {
  for (const inFlight of [1, 32] as const)
    report(inFlight, await measure(bench, targets, inFlight));
}

async function shotsFor(
  { db, tenantId, cookie }: Bench,
  target: Target["name"],
  count: number,
): Promise<Shot[]> {
  if (target === "floor") {
    const shot = {
      path: `/api/floor?statements=${STATEMENTS}`,
      cookie,
      body: JSON.stringify({ code: newSecret() }),
    };
    return Array.from({ length: count }, () => shot);
  }
  const rows = await db
    .insert(signups)
    .values(Array.from({ length: count }, () => ({ tenantId })))
    .returning({ id: signups.id });
  return rows.map(({ id }) => ({
    path: `/api/signups/${id}/code`,
    cookie,
    body: JSON.stringify({ code: `AQ${newSecret()}` }),
  }));
}

async function measure(
  bench: Bench,
  targets: Target[],
  inFlight: 1 | 32,
): Promise<Map<Target["name"], Round[]>> {
  const rounds = new Map(targets.map(({ name }) => [name, [] as Round[]]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { name, server } of targets) {
      const result = await fire(server.url, await shotsFor(bench, name, SHOTS[inFlight]), inFlight);
      // The first round warms everybody up and counts for nobody.
      if (round > 0) rounds.get(name)?.push(result);
    }
  }
  return rounds;
}

function report(inFlight: number, rounds: Map<Target["name"], Round[]>): void {
  const of = (name: Target["name"], value: (round: Round) => number) =>
    (rounds.get(name) ?? []).map(value);
  const p50 = (round: Round) => median(round.latenciesMs);
  const rate = (round: Round) => round.ratePerSecond;
  const ratio = (value: (round: Round) => number, against: Target["name"]) => {
    const others = of(against, value);
    return median(of("perch", value).map((own, index) => own / (others[index] ?? Number.NaN)));
  };
  console.log(
    `\nhalf A to 202, upstream at 0 ms, ${inFlight} in flight (${ROUNDS} interleaved rounds of ${SHOTS[inFlight as 1]})`,
  );
  for (const name of ["bare", "floor", "perch"] as const) {
    console.log(
      `  ${name.padEnd(6)} p50 ${median(of(name, p50)).toFixed(2)} ms   ${median(of(name, rate)).toFixed(0)}/s`,
    );
  }
  console.log(
    `  p50 against bare    ${ratio(p50, "bare").toFixed(2)}x${inFlight === 1 ? "   budget: at most 3x" : ""}`,
  );
  console.log(
    `  rate against floor  ${ratio(rate, "floor").toFixed(2)}x${inFlight === 32 ? "   budget: over 0.8x" : ""}`,
  );
}
