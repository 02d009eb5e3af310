import { closeDb, getDb } from "../db/client";
import { DatabaseLockedError } from "../db/embedded-lock";
import { findDoctorSetting } from "../db/queries/doctor-settings";
import { systemClock } from "../lib/clock";
import type { DoctorContext, Status } from "../lib/doctor/check";
import { parseChecklist } from "../lib/doctor/checklist";
import { makeDoctorContext } from "../lib/doctor/make-doctor-context";
import { type Report, runDoctor, worstOf } from "../lib/doctor/run-doctor";
import {
  type ChecklistLine,
  type Finding,
  toChecklist,
  toFindings,
} from "../lib/doctor/to-findings";
import { EnvError, env } from "../lib/env";
import { getTranslator } from "../lib/i18n/translator";
import { loadDotEnv } from "./paths";

const isJson = process.argv.includes("--json");
const MARKS: Record<Status, string> = { problem: "✗", warning: "!", ok: "✓", skipped: "–" };
const WIDTH = 96;

/** Tries the configuration of this environment, with or without a running portal. Exit status 1 on a problem. */
async function main(): Promise<number> {
  loadDotEnv();
  // What checks would log is in the report; lines of JSON would stand between its lines.
  process.env.LOG_LEVEL = "silent";
  const opened = await openDb();
  const ctx = makeDoctorContext({ env: env(), now: systemClock, isServing: false, ...opened });
  const report = await runDoctor(ctx);
  const findings = toFindings(report, env(), getTranslator("en"));
  const kept = await (ctx.db && findDoctorSetting(ctx.db, "checklist").catch(() => undefined));
  const checklist = toChecklist(parseChecklist(kept).ticks, env(), getTranslator("en"));
  console.log(isJson ? asJson(report, findings, checklist) : asText(report, findings, checklist));
  return worstOf(report) === "problem" ? 1 : 0;
}

async function openDb(): Promise<Pick<DoctorContext, "db" | "databaseTrouble">> {
  try {
    const db = await getDb();
    // PostgreSQL is not asked anything before the first query.
    await db.execute("select 1");
    return { db, databaseTrouble: undefined };
  } catch (error) {
    const isLocked = error instanceof DatabaseLockedError;
    const databaseTrouble = isLocked
      ? { kind: "locked" as const, text: error.message }
      : { kind: "unreachable" as const, text: codeOf(error) };
    return { db: undefined, databaseTrouble };
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (typeof cause === "object" && cause !== null && "code" in cause) return String(cause.code);
  return cause instanceof Error ? cause.name : "unknown";
}

function asJson(report: Report, findings: Finding[], checklist: ChecklistLine[]): string {
  const { ranAt, tookMs } = report;
  const checks = findings.map(({ facts, ...rest }) => ({
    ...rest,
    facts: Object.fromEntries(facts),
  }));
  return JSON.stringify({ status: worstOf(report), ranAt, tookMs, checks, checklist }, null, 2);
}

function asText(report: Report, findings: Finding[], checklist: ChecklistLine[]): string {
  const t = getTranslator("en");
  const lines = findings.flatMap((one) => [
    "",
    `${MARKS[one.status]} ${t(`doctor.status.${one.status}`)}: ${t(`doctor.groups.${one.group}`)}, ${one.title}`,
    ...wrap(one.text),
    ...(one.mend ? wrap(one.status === "ok" ? one.mend : `→ ${one.mend}`) : []),
    ...(one.status === "ok" ? [] : one.links.map(({ label, href }) => `    ${label}: ${href}`)),
  ]);
  const count = (status: Status) => findings.filter((one) => one.status === status).length;
  const summary = (["problem", "warning", "ok", "skipped"] as const)
    .map((status) => t(`doctor.summary.${status}`, { count: count(status) }))
    .join(", ");
  const seen = checklist.map(
    ({ tick, title }) => `  ${tick ? `[x] ${tick.at.slice(0, 10)} ${tick.by}:` : "[ ]"} ${title}`,
  );
  const ticked = ["", t("doctor.checklist.title"), ...seen];
  return `${[...lines, ...ticked].join("\n")}\n\n${summary} (${(report.tookMs / 1000).toFixed(1)} s)\n`;
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = "   ";
  for (const word of text.split(" ")) {
    if (line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = "   ";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

function complain(error: unknown): number {
  const message = error instanceof EnvError ? error.message : String(error);
  if (isJson) console.log(JSON.stringify({ status: "problem", error: message }, null, 2));
  else console.error(`\n${message}\n`);
  return 1;
}

main()
  .catch(complain)
  .then(async (status) => {
    await closeDb().catch(() => {});
    process.exit(status);
  });
