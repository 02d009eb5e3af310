import { execFileSync } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { z } from "zod";

const HEARTBEAT_MS = 5_000;
const FOREIGN_HOLDER_STALE_MS = 30_000;

const Holder = z.object({ pid: z.number(), startMarker: z.string(), host: z.string() });
type Holder = z.infer<typeof Holder>;

/** The embedded database is open in another process: two writers on one folder lose rows silently. */
export class DatabaseLockedError extends Error {
  constructor(file: string, holder: Holder | undefined) {
    const who = holder ? `process ${holder.pid} on ${holder.host}` : "another process";
    super(
      `The embedded database is in use by ${who} (${file}). Stop that process, or give this one a folder of its own with DATA_DIR, or use PostgreSQL with DATABASE_URL.`,
    );
    this.name = "DatabaseLockedError";
  }
}

/**
 * Takes the one lock of an embedded database and returns its release; also released at exit.
 * A lock left by a process that is gone is taken over. Throws DatabaseLockedError.
 */
export function lockEmbedded(dataDir: string): () => void {
  const file = path.join(/* turbopackIgnore: true */ dataDir, "pglite.lock");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const mine: Holder = {
    pid: process.pid,
    startMarker: startMarkerOf(process.pid),
    host: hostname(),
  };
  const text = JSON.stringify(mine);
  if (!create(file, text)) {
    removeStale(file);
    if (!create(file, text)) throw new DatabaseLockedError(file, holderIn(readText(file)));
  }
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
  heartbeat.unref();
  const release = () => {
    clearInterval(heartbeat);
    process.off("exit", release);
    if (readText(file) === text) rmSync(file, { force: true });
  };
  process.on("exit", release);
  return release;
}

function create(file: string, text: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    // A link appears whole or not at all; a file made with "wx" is empty for a moment.
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function removeStale(file: string): void {
  const seen = readText(file);
  if (seen === undefined) return;
  const holder = holderIn(seen);
  if (holder && isAlive(holder, file)) throw new DatabaseLockedError(file, holder);
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  // Another starter may have taken over between the read and the rename: give it its lock back.
  if (readText(aside) !== seen) linkSync(aside, file);
  rmSync(aside, { force: true });
}

function isAlive(holder: Holder, file: string): boolean {
  if (holder.host !== hostname()) {
    // A container's pids mean nothing here, so its heartbeat has to tell.
    return Date.now() - statSync(file).mtimeMs < FOREIGN_HOLDER_STALE_MS;
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (errorCode(error) === "ESRCH") return false;
  }
  const marker = startMarkerOf(holder.pid);
  return marker === "" || holder.startMarker === "" || marker === holder.startMarker;
}

/** Tells a process from a later one with the same pid; empty where the system does not say. */
function startMarkerOf(pid: number): string {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const bootId = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
      return `${bootId} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""}`;
    }
    if (process.platform === "win32") return "";
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "";
  }
}

function holderIn(text: string | undefined): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(text ?? ""));
  } catch {
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {}
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
