import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const LocalSecrets = z.object({ authSecret: z.string().min(32), encryptionKeys: z.string() });
export type LocalSecrets = z.infer<typeof LocalSecrets>;

/**
 * Secrets of an installation with the embedded database, made once and kept in `secrets.json` (mode 0600).
 * Throws when the file is damaged: making new keys would lose every sealed token.
 */
export function readLocalSecrets(dataDir: string): LocalSecrets {
  const file = path.join(/* turbopackIgnore: true */ dataDir, "secrets.json");
  const found = readSecretsFile(file);
  if (found) return found;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  const made: LocalSecrets = {
    authSecret: randomBytes(32).toString("base64url"),
    encryptionKeys: `local1:${randomBytes(32).toString("base64")}`,
  };
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  try {
    // A link fails where a rename would overwrite: of two first starts, one wins and both use its keys.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readSecretsFile(file) ?? made;
}

function readSecretsFile(file: string): LocalSecrets | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  chmodSync(file, 0o600);
  const parsed = LocalSecrets.safeParse(safeJson(text));
  if (!parsed.success) {
    throw new Error(
      `${file} is damaged. Restore it from a backup: without its keys no stored token can be read.`,
    );
  }
  return parsed.data;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
