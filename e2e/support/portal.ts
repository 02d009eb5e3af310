import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** The first operator of every portal that the browser tests start. */
export const OPERATOR = { email: "owner@perch.test", password: "correct-horse-battery" };

const ROOT = path.resolve(import.meta.dirname, "../..");
const START_LIMIT_MS = 60_000;
const CONFIGURATION =
  /^(PORT|APP_URL|DATA_DIR|DATABASE_URL|TEST_DATABASE_URL|AUTH_SECRET|ENCRYPTION_KEYS|ISV_NAME|SUPPORT_EMAIL|MAIL_FROM|SMTP_URL|CRON_SECRET|RUN_JOBS|REGISTER_PHONE|MESSAGE_.*|LOG_LEVEL|SANDBOX.*|META_.*|BIRD_.*|OIDC_.*|OPERATOR_.*|npm_lifecycle_event)$/;

export type RunningPortal = {
  url: string;
  /** The stand-in for Meta and Bird, when the portal started one. */
  sandboxUrl: string | undefined;
  /** The landing page of the sandbox's customer, when there is a sandbox. */
  customerLink: string | undefined;
  dataDir: string;
  /** What it has printed so far, the sandbox included. */
  logs: () => string;
  /** Sends a signal to the starter and waits for its end; the answer is its exit code. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
  /** Kills the portal process itself, as a crash would; the starter then ends by its own. */
  crash: () => Promise<number | null>;
};

/** An environment without anything that configures a portal, so that a test gives all of it. */
export function withoutConfiguration(source: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(source).filter(([name]) => !CONFIGURATION.test(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/**
 * Starts a portal of its own from the built tree and waits until it is ready.
 * Without a DATABASE_URL it is embedded, in a new folder or in the DATA_DIR given.
 */
export async function startPortal(env: Record<string, string> = {}): Promise<RunningPortal> {
  const dataDir = env.DATA_DIR ?? mkdtempSync(path.join(tmpdir(), "perch-portal-"));
  const port = env.PORT ?? String(await freePort());
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...withoutConfiguration(process.env),
      OPERATOR_EMAIL: OPERATOR.email,
      OPERATOR_PASSWORD: OPERATOR.password,
      ...env,
      PORT: port,
      DATA_DIR: dataDir,
      NODE_ENV: process.env.NODE_ENV,
    },
  });
  let output = "";
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const announced = new Promise<string>((resolve, reject) => {
    const late = () => reject(new Error(`The portal did not become ready:\n${output}`));
    const timer = setTimeout(late, START_LIMIT_MS);
    child.once("exit", late);
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      const line = /^Perch is ready: .*\n/m.exec(output)?.[0];
      if (!line) return;
      clearTimeout(timer);
      child.off("exit", late);
      resolve(line);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
  });
  const line = await announced.catch(async (error: unknown) => {
    child.kill("SIGTERM");
    throw error;
  });
  return {
    url: `http://localhost:${port}`,
    sandboxUrl: /sandbox ([^\s;)]+)/.exec(line)?.[1],
    customerLink: /Customer link +(\S+)/.exec(output)?.[1],
    dataDir,
    logs: () => output,
    stop: (signal = "SIGTERM") => {
      child.kill(signal);
      return exited;
    },
    crash: () => {
      process.kill(Number(/process (\d+)/.exec(line)?.[1]), "SIGKILL");
      return exited;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
