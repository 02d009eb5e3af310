import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { migrationsFolder } from "@/db/migrations-folder";

const BLOCK = 512;

/** Where a build leaves an empty embedded database: making one at start costs seconds and memory. */
function templateFile(): string {
  return path.join(/* turbopackIgnore: true */ migrationsFolder(), "..", "embedded.tar.gz");
}

/** Writes the empty embedded database that first starts of a built tree unpack. */
export async function writeEmbeddedTemplate(file: string): Promise<void> {
  const client = await PGlite.create();
  try {
    const dump = await client.dumpDataDir("none");
    writeFileSync(file, gzipSync(Buffer.from(await dump.arrayBuffer()), { level: 9 }));
  } finally {
    await client.close();
  }
}

/**
 * Makes the folder of an embedded database if it is absent. It appears whole or not at all:
 * a first start that is killed half way leaves nothing that a second one would trip over.
 */
export async function ensureEmbeddedFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  const template = templateFile();
  if (existsSync(template)) unpack(gunzipSync(readFileSync(template)), draft);
  else await (await PGlite.create(draft)).close();
  renameSync(draft, folder);
}

/** Unpacks what `dumpDataDir` writes: plain ustar with folders and files, nothing else. */
function unpack(tar: Buffer, target: string): void {
  mkdirSync(target, { recursive: true, mode: 0o700 });
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const header = tar.subarray(at, at + BLOCK);
    const name = path.posix.join(textAt(header, 345, 155), textAt(header, 0, 100));
    const size = Number.parseInt(textAt(header, 124, 12), 8) || 0;
    const to = path.join(/* turbopackIgnore: true */ target, name);
    if (textAt(header, 156, 1) === "5") mkdirSync(to, { recursive: true, mode: 0o700 });
    else {
      mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
      writeFileSync(to, tar.subarray(at + BLOCK, at + BLOCK + size), { mode: 0o600 });
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function textAt(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? length : end).trim();
}
