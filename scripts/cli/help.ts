import type { CliOption, Command } from "./command";

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

/** One command with all that it takes; what must be given is in its first line. */
export function commandHelp(command: Command): string {
  const { noun, verb, summary, details, options, required, examples } = command;
  const own = Object.entries(options).map(([name, option]) => {
    const mark = required.includes(name) ? " Required." : "";
    return [asTyped(name, option), `${option.about}${mark}`] as const;
  });
  const rows = [...own, ["--json", "Answer as JSON."] as const];
  return [
    summary,
    "",
    `  ${[CALL, noun, verb, ...mustBeGiven(command), "[options]"].join(" ")}`,
    "",
    ...columns(rows),
    ...(details.length > 0 ? ["", ...details] : []),
    "",
    examples.length > 1 ? "Examples:" : "Example:",
    ...examples.map((example) => `  ${CALL} ${noun} ${verb} ${example}`.trimEnd()),
  ].join("\n");
}

function mustBeGiven({ argument, options, required, oneOf }: Command): string[] {
  const typed = (name: string) => asTyped(name, options[name]);
  return [
    ...(argument ? [`<${argument}>`] : []),
    ...required.map(typed),
    ...(oneOf ? [`(${oneOf.map(typed).join(" | ")})`] : []),
  ];
}

function asTyped(name: string, option: CliOption | undefined): string {
  return option?.value ? `--${name} ${option.value}` : `--${name}`;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + GAP;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
}
