import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** What one group of faults came to. */
export type Tally = {
  group: string;
  tried: number;
  survived: number;
  /** Connectors, hooks or registrations beyond the one that there may be. */
  duplicates: number;
  /** Tokens or connections that are gone. */
  losses: number;
};

// A test that fails ends its process, and the table is of all of them.
const FILE = path.join(tmpdir(), `perch-faults-${process.ppid}.json`);

export function addTally(tally: Tally): void {
  writeFileSync(FILE, JSON.stringify([...readTallies(), tally]));
}

/** Prints the table of all groups that have run. */
export function printTallies(): void {
  const tallies = readTallies();
  if (tallies.length === 0) return;
  const total = (name: "tried" | "survived" | "duplicates" | "losses") =>
    tallies.reduce((sum, tally) => sum + tally[name], 0);
  const sum: Tally = {
    group: "all",
    tried: total("tried"),
    survived: total("survived"),
    duplicates: total("duplicates"),
    losses: total("losses"),
  };
  const lines = [...tallies, sum].map(({ group, ...numbers }) =>
    line(group, Object.values(numbers)),
  );
  console.log(
    [line("fault group", ["tried", "survived", "duplicates", "losses"]), ...lines].join("\n"),
  );
}

export function forgetTallies(): void {
  rmSync(FILE, { force: true });
}

function line(group: string, cells: (string | number)[]): string {
  return group.padEnd(34) + cells.map((cell) => String(cell).padStart(12)).join("");
}

function readTallies(): Tally[] {
  try {
    return JSON.parse(readFileSync(FILE, "utf8"));
  } catch {
    return [];
  }
}
