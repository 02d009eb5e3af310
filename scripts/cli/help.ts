import type { Command } from "./command";

const CALL = "npm run cli --";
const GAP = 2;

/** All commands, each in a line. */
export function generalHelp(commands: Command[]): string {
  const rows = commands.map(({ noun, verb, summary }) => [`${noun} ${verb}`, summary] as const);
  return [
    "Runs the portal from a terminal: the same actions as on its console, in the same audit log.",
    "",
    `  ${CALL} <noun> <verb> [options]`,
    "",
    ...columns(rows),
    "",
    `  ${CALL} <noun> <verb> --help   says what a command takes, with examples.`,
    "  --json                          answers as JSON, for programs.",
    "",
    "The configuration is the portal's own: the environment and .env. With PostgreSQL (DATABASE_URL) the",
    "portal may run meanwhile. The embedded database has one process at a time: stop the portal first.",
    "",
    "Exit status: 0 done, 1 refused or failed, 2 not a command.",
  ].join("\n");
}

/** One command with all that it takes. */
export function commandHelp({ noun, verb, summary, ...command }: Command): string {
  const { details, options, argument, examples } = command;
  const own = Object.entries(options).map(
    ([name, { value, about }]) => [`--${name}${value ? ` ${value}` : ""}`, about] as const,
  );
  const rows = [...own, ["--json", "Answer as JSON."] as const];
  const place = argument ? ` <${argument}>` : "";
  return [
    summary,
    "",
    `  ${CALL} ${noun} ${verb}${place} [options]`,
    "",
    ...columns(rows),
    ...(details.length > 0 ? ["", ...details] : []),
    "",
    examples.length > 1 ? "Examples:" : "Example:",
    ...examples.map((example) => `  ${CALL} ${noun} ${verb} ${example}`.trimEnd()),
  ].join("\n");
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + GAP;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
}
