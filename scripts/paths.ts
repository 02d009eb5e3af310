import { existsSync } from "node:fs";
import path from "node:path";

export const ROOT = path.resolve(import.meta.dirname, "..");
export const DIST = process.env.NEXT_DIST_DIR || ".next";
export const BUILD_ID = path.join(ROOT, DIST, "BUILD_ID");
export const STANDALONE = path.join(ROOT, DIST, "standalone");
export const SERVER = path.join(STANDALONE, "server.js");
export const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");

/** Takes variables from `.env` where the environment does not set them already. */
export function loadDotEnv(): void {
  const file = path.join(ROOT, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}
