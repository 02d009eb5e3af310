import { setTimeout as delay } from "node:timers/promises";
import { log } from "@/lib/log";
import { type Check, type DoctorContext, problem, type Status, type Verdict } from "./check";
import { CHECKS } from "./checks";

export type Result = Pick<Check, "id" | "group"> & Verdict & { tookMs: number };
export type Report = { ranAt: string; tookMs: number; results: Result[] };

const LIMIT_MS = 15_000;

/** Runs every check at once, each within its time limit in milliseconds. Never throws: a check that does is a problem. */
export async function runDoctor(
  ctx: DoctorContext,
  { checks = CHECKS, limitMs = LIMIT_MS }: { checks?: Check[]; limitMs?: number } = {},
): Promise<Report> {
  const startedAt = performance.now();
  const ranAt = ctx.now().toISOString();
  const results = await Promise.all(checks.map((check) => runCheck(ctx, check, limitMs)));
  return { ranAt, tookMs: Math.round(performance.now() - startedAt), results };
}

async function runCheck(ctx: DoctorContext, check: Check, limitMs: number): Promise<Result> {
  const startedAt = performance.now();
  const { id, group } = check;
  const timer = new AbortController();
  const verdict = await Promise.race([
    attempt(ctx, check),
    delay(limitMs, problem("timeout", { seconds: limitMs / 1000 }), { signal: timer.signal }),
  ]);
  timer.abort();
  return { id, group, ...verdict, tookMs: Math.round(performance.now() - startedAt) };
}

async function attempt(ctx: DoctorContext, check: Check): Promise<Verdict> {
  try {
    return await check.run(ctx);
  } catch (error) {
    log().error({ err: error, check: check.id, party: "perch" }, "a check of the doctor failed");
    return problem("crashed", { error: error instanceof Error ? error.name : "unknown" });
  }
}

const RANKS: Record<Status, number> = { problem: 0, warning: 1, ok: 2, skipped: 3 };

/** The gravest status of a report. */
export function worstOf({ results }: Report): Status {
  const [worst] = results.map(({ status }) => status).toSorted((a, b) => RANKS[a] - RANKS[b]);
  return worst ?? "ok";
}
