import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { type Env, EnvError, parseEnv, wantsSandbox } from "../lib/env";
import { BUILD_ID, loadDotEnv, ROOT, SERVER } from "./paths";
import { freePort, isPortFree } from "./ports";
import { startPortal, startSandbox, superviseAll } from "./processes";

const READY_POLL_MS = 50;
const isDev = process.argv.includes("--dev");

type Plan = {
  settings: Env;
  portalEnv: NodeJS.ProcessEnv;
  sandboxPort: number | undefined;
};

async function start(): Promise<void> {
  loadDotEnv();
  const plan = await makePlan();
  if (isDev) await (await import("./build-embed")).buildEmbed();
  else ensureBuild();
  const portal = startPortal(plan.portalEnv, isDev);
  const sandbox =
    plan.sandboxPort === undefined ? undefined : startSandbox(plan.settings, plan.sandboxPort);
  superviseAll(portal, sandbox);
  await isReady(plan.settings.port);
  announce(plan, portal.pid);
}

async function makePlan(): Promise<Plan> {
  const dataDir = path.resolve(ROOT, process.env.DATA_DIR || ".data");
  const source: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: dataDir };
  const asked = parseEnv(source).port;
  if (asked !== 0 && !(await isPortFree(asked))) {
    fail(`Port ${asked} is in use. Choose another one: PORT=${asked + 1} npm start`);
  }
  const port = asked === 0 ? await freePort() : asked;
  source.PORT = String(port);
  const sandboxPort =
    wantsSandbox(source) && !source.SANDBOX_URL ? await portBeside(port) : undefined;
  if (sandboxPort !== undefined) {
    source.SANDBOX = "true";
    source.SANDBOX_URL = `http://localhost:${sandboxPort}`;
  }
  return { settings: parseEnv(source), portalEnv: source, sandboxPort };
}

async function portBeside(port: number): Promise<number> {
  const preferred = port + 1_000;
  return preferred <= 65_535 && (await isPortFree(preferred)) ? preferred : freePort();
}

function ensureBuild(): void {
  if (existsSync(BUILD_ID) && existsSync(SERVER)) {
    const builtAt = statSync(BUILD_ID).mtime.toLocaleString();
    console.log(`Starting the build of ${builtAt}. After a change: npm run build`);
    return;
  }
  console.log("No build yet: building once.");
  const script = path.join(ROOT, "scripts/build.ts");
  const built = spawnSync(process.execPath, ["--import", "tsx", script], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}

async function isReady(port: number): Promise<void> {
  for (;;) {
    const response = await fetch(`http://localhost:${port}/api/health/ready`).catch(
      () => undefined,
    );
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS));
  }
}

function announce({ settings }: Plan, pid: number | undefined): void {
  const { appUrl, databaseUrl, dataDir, sandboxUrl } = settings;
  const facts = [
    `process ${pid}`,
    databaseUrl ? "PostgreSQL" : `embedded database in ${dataDir}`,
    ...(sandboxUrl ? [`sandbox ${sandboxUrl}`] : []),
  ];
  console.log(`Perch is ready: ${appUrl} (${facts.join("; ")})`);
}

function fail(message: string): never {
  console.error(`\n${message}\n`);
  process.exit(1);
}

start().catch((error: unknown) => {
  if (error instanceof EnvError) fail(error.message);
  fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
});
