import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { BUILD_ID, NEXT, ROOT, SERVER } from "../paths";
import { freePort } from "../ports";

export type Variables = Record<string, string>;
export type Running = { url: string; stop: () => void };

/** Starts a program of this folder that sends its address when it listens. */
export async function startProgram(file: string, env: Variables): Promise<Running> {
  const program = path.join(ROOT, "scripts/bench", file);
  const child = spawn(process.execPath, ["--import", "tsx", program], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message) => resolve((message as { url: string }).url));
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return { url, stop: () => child.kill() };
}

/** Starts the built portal as it is deployed. */
export async function startPortal(env: Variables): Promise<Running> {
  if (!existsSync(BUILD_ID)) run(path.join(ROOT, "scripts/build.ts"), ROOT);
  return startServer(SERVER, env, "/api/health/ready");
}

/** Builds, if need be, and starts an app that holds one route and nothing else. */
export async function startFloor(env: Variables): Promise<Running> {
  const folder = path.join(ROOT, "scripts/bench/floor");
  const server = path.join(folder, ".next/standalone/scripts/bench/floor/server.js");
  if (!existsSync(server))
    spawnSync(process.execPath, [NEXT, "build"], { cwd: folder, stdio: "ignore" });
  return startServer(server, env, "/");
}

async function startServer(server: string, env: Variables, readyPath: string): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [server], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      ...env,
      PORT: String(port),
      HOSTNAME: "127.0.0.1",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await isUp(child, `${url}${readyPath}`);
  return { url, stop: () => child.kill() };
}

async function isUp(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    if (response && response.status < 500) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The server of ${url} ended with ${child.exitCode}.`);
}

function run(script: string, cwd: string): void {
  const { status } = spawnSync(process.execPath, ["--import", "tsx", script], {
    cwd,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error(`${script} failed`);
}
