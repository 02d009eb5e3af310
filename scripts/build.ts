import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "../db/migrate";
import * as schema from "../db/schema";
import { buildEmbed } from "./build-embed";
import { DIST, NEXT, ROOT, SERVER, STANDALONE } from "./paths";

/** Builds the portal and completes the standalone folder, which is then all that a server needs. */
async function build(): Promise<void> {
  await buildEmbed();
  const result = spawnSync(process.execPath, [NEXT, "build"], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
  if (!existsSync(SERVER)) throw new Error(`The build left no ${SERVER}.`);
  copyInto(path.join(DIST, "static"));
  copyInto("public");
  // Next copies them along, and a secret does not belong into an image.
  for (const name of readdirSync(STANDALONE)) {
    if (name.startsWith(".env")) rmSync(path.join(STANDALONE, name));
  }
  await writeEmbeddedTemplate(path.join(STANDALONE, "db/embedded.tar.gz"));
}

function copyInto(folder: string): void {
  const from = path.join(ROOT, folder);
  if (existsSync(from)) cpSync(from, path.join(STANDALONE, folder), { recursive: true });
}

/** The migrated, empty database that the first start of a built tree unpacks. */
async function writeEmbeddedTemplate(file: string): Promise<void> {
  const client = await PGlite.create();
  try {
    await migrate(drizzle(client, { schema }));
    const dump = await client.dumpDataDir("none");
    writeFileSync(file, gzipSync(Buffer.from(await dump.arrayBuffer()), { level: 9 }));
  } finally {
    await client.close();
  }
}

await build();
