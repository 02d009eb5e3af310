import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createPostgresDatabase } from "../db/testing";
import { STANDALONE } from "./paths";
import { freePort } from "./ports";

const READY_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 10_000;

/** Runs the standalone folder alone, far from the sources and with an empty environment. */
async function prove(): Promise<void> {
  const place = mkdtempSync(path.join(tmpdir(), "perch-standalone-"));
  const home = path.join(place, "app");
  try {
    cpSync(STANDALONE, home, { recursive: true });
    assertNothingPrivate(home);
    const dataDir = path.join(place, "data");
    await serve("embedded, first start", home, { DATA_DIR: dataDir, SANDBOX: "false" });
    await serve("embedded, second start", home, { DATA_DIR: dataDir, SANDBOX: "false" });
    assert(!existsSync(path.join(dataDir, "pglite.lock")), "the lock was not released");
    const server = process.env.TEST_DATABASE_URL;
    if (server) await proveOnPostgres(home, server);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function proveOnPostgres(home: string, server: string): Promise<void> {
  const database = await createPostgresDatabase(server);
  try {
    await serve("postgres", home, {
      DATABASE_URL: database.url,
      AUTH_SECRET: randomBytes(32).toString("base64"),
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    });
  } finally {
    await database.drop();
  }
}

async function serve(name: string, home: string, env: Record<string, string>): Promise<void> {
  const port = await freePort();
  const startedAt = Date.now();
  const child = spawn(process.execPath, ["server.js"], {
    cwd: home,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...env, PORT: String(port), HOSTNAME: "0.0.0.0", NODE_ENV: "production" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  try {
    const url = `http://127.0.0.1:${port}`;
    await isReady(url, child);
    const page = await fetch(url);
    assert(page.ok, `the first page answers ${page.status}`);
    const readyMs = Date.now() - startedAt;
    const asset = /\/_next\/static\/[^"]+/.exec(await page.text())?.[0];
    if (asset) assert((await fetch(url + asset)).ok, `${asset} is missing`);
    const memory = residentMegabytes(child);
    child.kill("SIGTERM");
    const code = await Promise.race([exited, pause(STOP_LIMIT_MS)]);
    assert(code === 0, `SIGTERM ended it with ${code ?? "nothing within 10 s"}`);
    console.log(`${name}: first page after ${readyMs} ms, ${memory} MB, stopped cleanly`);
  } catch (error) {
    console.error(`${name}:\n${output}`);
    throw error;
  } finally {
    child.kill("SIGKILL");
  }
}

async function isReady(url: string, child: ChildProcess): Promise<void> {
  const limit = Date.now() + READY_LIMIT_MS;
  while (Date.now() < limit) {
    assert(child.exitCode === null, `it ended with ${child.exitCode}`);
    const response = await fetch(`${url}/api/health/ready`).catch(() => undefined);
    if (response?.ok) return;
    await pause(50);
  }
  throw new Error("It did not become ready.");
}

/** What a build must not carry along: data of the machine it ran on, and secrets. */
function assertNothingPrivate(home: string): void {
  const names = readdirSync(home, { recursive: true, encoding: "utf8" });
  const found = names.filter((name) => {
    const inModule = name.split(path.sep).includes("node_modules");
    return !inModule && /(^|[\\/])(\.data|\.env[^\\/]*|secrets\.json|pglite\.lock)$/.test(name);
  });
  assert(found.length === 0, `the standalone folder carries ${found.join(", ")}`);
}

function residentMegabytes(child: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined).unref());
}

function assert(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}

await prove();
