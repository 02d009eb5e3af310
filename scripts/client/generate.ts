import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { openApiDocument } from "../../lib/api/openapi";

const run = promisify(execFile);
const GENERATOR = path.join(import.meta.dirname, "node_modules/openapi-typescript/bin/cli.js");
/** Types name no address, so any will do. */
const APP_URL = "https://connect.example.com";

/** The types of the API's client. The generator runs in a process of its own, with the TypeScript that it needs. */
export async function generateClient(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "perch-client-"));
  try {
    const [source, target] = [path.join(folder, "openapi.json"), path.join(folder, "schema.d.ts")];
    await writeFile(source, JSON.stringify(openApiDocument(APP_URL)));
    await run(process.execPath, [GENERATOR, source, "--output", target, "--alphabetize"]);
    return await readFile(target, "utf8");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
