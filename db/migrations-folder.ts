import { existsSync } from "node:fs";
import path from "node:path";

/** Where the migrations are, from the sources as from the standalone output. */
export function migrationsFolder(): string {
  const starts = [process.cwd(), import.meta.dirname ?? process.cwd()];
  for (const start of starts) {
    const found = searchUp(start);
    if (found) return found;
  }
  throw new Error(`db/migrations was not found in ${starts.join(" or ")}, nor above.`);
}

function searchUp(start: string): string | undefined {
  const folder = path.join(/* turbopackIgnore: true */ start, "db", "migrations");
  if (existsSync(path.join(/* turbopackIgnore: true */ folder, "meta", "_journal.json"))) {
    return folder;
  }
  const parent = path.dirname(start);
  return parent === start ? undefined : searchUp(parent);
}
