import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Env } from "../lib/env";
import { NEXT, ROOT, SERVER } from "./paths";

const STOP_LIMIT_MS = 12_000;
const PARENT_POLL_MS = 1_000;

/** Starts the portal: the standalone server as it would be deployed, or Next's development server. */
export function startPortal(env: NodeJS.ProcessEnv, isDev: boolean): ChildProcess {
  const preload = pathToFileURL(path.join(ROOT, "scripts/exit-with-parent.mjs")).href;
  const program = isDev ? [NEXT, "dev", "--port", env.PORT ?? "3000"] : [SERVER];
  return spawn(process.execPath, ["--import", preload, ...program], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      // Names are looked up in this pool; Node's own four threads are few for endpoints that hang.
      UV_THREADPOOL_SIZE: "16",
      ...env,
      HOSTNAME: "0.0.0.0",
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
}

/** Starts the stand-in for Meta and Bird, told the same identities and secrets as the portal. */
export function startSandbox({ meta, bird }: Env, port: number): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", path.join(ROOT, "sandbox/server.ts")], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      SANDBOX_PORT: String(port),
      META_APP_ID: meta.settings?.appId,
      META_APP_SECRET: meta.settings?.appSecret,
      META_CONFIG_ID: meta.settings?.configId,
      META_SOLUTION_ID: meta.settings?.solutionId,
      META_BUSINESS_ID: meta.settings?.businessId,
      META_SYSTEM_TOKEN: meta.settings?.systemToken,
      BIRD_ACCESS_KEY: bird.settings?.accessKey,
      BIRD_ORGANIZATION_ID: bird.settings?.organizationId,
    },
  });
}

/** Ends together: a signal or the end of our own parent stops the portal, and its end stops the rest. */
export function superviseAll(portal: ChildProcess, sandbox: ChildProcess | undefined): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    portal.kill("SIGTERM");
    setTimeout(() => portal.kill("SIGKILL"), STOP_LIMIT_MS).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  if (process.connected) process.on("disconnect", stop);
  if (process.env.npm_lifecycle_event) stopWithParent(stop);

  sandbox?.once("exit", (code, signal) => {
    if (!isStopping) console.error(`\nThe sandbox has ended (${signal ?? code}). Start again.\n`);
  });
  portal.once("exit", (code, signal) => {
    if (!isStopping) console.error(`\nThe portal has ended (${signal ?? code}).\n`);
    isStopping = true;
    const exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
    if (!sandbox || sandbox.exitCode !== null || sandbox.signalCode !== null) {
      process.exit(exitCode);
    }
    sandbox.once("exit", () => process.exit(exitCode));
    sandbox.kill("SIGTERM");
    setTimeout(() => sandbox.kill("SIGKILL"), STOP_LIMIT_MS).unref();
  });
}

/** npm that is killed outright passes nothing on: our line of parents then changes, be it at the shell's. */
function stopWithParent(stop: () => void): void {
  const lineage = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const atStart = lineage();
  setInterval(() => lineage() !== atStart && stop(), PARENT_POLL_MS).unref();
}

function parentOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? "";
  } catch {
    return "";
  }
}
