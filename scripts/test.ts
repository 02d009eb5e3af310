import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { withoutConfiguration } from "../e2e/support/portal";
import { ROOT } from "./paths";
import { findPostgres } from "./postgres";

type Counts = { passed: number; failed: number };
type Stage = { name: string; command: string[]; env?: Record<string, string>; report?: string };

const reports = mkdtempSync(path.join(tmpdir(), "perch-reports-"));
const total: Counts = { passed: 0, failed: 0 };
/**
 * What runs on the embedded database even where there is a server: all that is near the driver. The browser tests run
 * on it, too.
 */
const OF_EACH_DATABASE = ["db/", "lib/jobs/"];

const E2E_STAGES = [
  ["browser", "http", "desktop", "phone"],
  ["faults", "faults"],
] as const;

async function testAll(): Promise<void> {
  await run({ name: "lint", command: ["npm", "run", "lint"] });
  await run({ name: "types", command: ["npm", "run", "types"] });
  const server = await findPostgres();
  if ("url" in server) {
    await runVitest("unit", [], { TEST_DATABASE_URL: server.url });
    await runVitest("embedded", OF_EACH_DATABASE);
  } else if (process.env.REQUIRE_POSTGRES === "1") {
    finish(`unit       FAILED: REQUIRE_POSTGRES is set and no server was found (${server.reason})`);
  } else {
    console.log(`no PostgreSQL: no server was found (${server.reason}); set TEST_DATABASE_URL`);
    await runVitest("unit", []);
  }
  await run({ name: "build", command: ["npm", "run", "build"] });
  await run({
    name: "standalone",
    command: ["npx", "tsx", "scripts/prove-standalone.ts"],
    env: "url" in server ? { TEST_DATABASE_URL: server.url } : {},
  });
  for (const [name, ...projects] of E2E_STAGES) {
    const report = path.join(reports, `${name}.json`);
    const chosen = projects.map((project) => `--project=${project}`);
    await run({
      name,
      command: ["npx", "playwright", "test", ...chosen, "--reporter=list,json"],
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      report,
    });
  }
  finish();
}

function runVitest(name: string, files: string[], env: Record<string, string> = {}): Promise<void> {
  const report = path.join(reports, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return run({ name, command: ["npx", "vitest", "run", ...files, ...reporters], env, report });
}

/** Runs one stage out of sight and prints one line and its table, if it has one; the output of one that fails is shown whole. */
async function run({ name, command, env, report }: Stage): Promise<void> {
  const startedAt = Date.now();
  const { code, output } = await outputOf(command, env);
  const counts = report ? readReport(report) : { passed: 0, failed: 0 };
  total.passed += counts.passed;
  total.failed += counts.failed;
  const seconds = `${((Date.now() - startedAt) / 1000).toFixed(1)} s`.padStart(8);
  const tests = report ? `  ${counts.passed} passed, ${counts.failed} failed` : "";
  if (code === 0) {
    console.log(`${name.padEnd(11)}ok    ${seconds}${tests}`);
    const table = tableIn(output);
    if (table) console.log(table);
    return;
  }
  console.log(`${output}\n`);
  finish(`${name.padEnd(11)}FAILED${seconds}${tests}`);
}

/** The table of faults, which is of interest when all is well, too. */
function tableIn(output: string): string | undefined {
  return /^fault group .*\n(?:.*\n)*?all +\d.*$/m.exec(output)?.[0];
}

function outputOf(command: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const [program = "", ...options] = command;
    const child = spawn(program, options, {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...withoutConfiguration(process.env),
        NEXT_TELEMETRY_DISABLED: "1",
        ...env,
        NODE_ENV: process.env.NODE_ENV,
      },
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => child.kill(signal));
  });
}

function readReport(file: string): Counts {
  try {
    const report: unknown = JSON.parse(readFileSync(file, "utf8"));
    const counts = report as {
      numPassedTests?: number;
      numFailedTests?: number;
      numFailedTestSuites?: number;
      stats?: { expected: number; unexpected: number; flaky: number };
    };
    if (counts.stats)
      return {
        passed: counts.stats.expected + counts.stats.flaky,
        failed: counts.stats.unexpected,
      };
    return { passed: counts.numPassedTests ?? 0, failed: counts.numFailedTests ?? 0 };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

function finish(failure?: string): never {
  rmSync(reports, { recursive: true, force: true });
  if (failure) console.log(failure);
  // A stage without tests of its own counts as one when it fails.
  const failed = failure && total.failed === 0 ? 1 : total.failed;
  console.log(`${total.passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

await testAll();
