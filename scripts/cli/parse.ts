import { parseArgs } from "node:util";
import type { Command } from "./command";
import { camel } from "./words";

/** What was typed is no command, or not a whole one. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly command?: Command,
  ) {
    super(message);
  }
}

export type Asked =
  | { kind: "help"; command: Command | undefined }
  | { kind: "run"; command: Command; input: Record<string, unknown>; isJson: boolean };

/** Reads what was typed after the program's name. Throws UsageError. */
export function parseCommand(words: string[], commands: Command[]): Asked {
  const [noun, verb, ...rest] = words;
  if (!noun || noun === "help" || noun.startsWith("-")) {
    if (noun && !["help", "--help", "-h"].includes(noun))
      throw new UsageError(`Begin with a command, not with ${noun}.`);
    return { kind: "help", command: undefined };
  }
  const ofNoun = commands.filter((one) => one.noun === noun);
  if (ofNoun.length === 0)
    throw new UsageError(`There is no "${noun}". Known: ${nounsOf(commands).join(", ")}.`);
  const found = ofNoun.find((one) => one.verb === verb);
  if (!found) {
    if (isHelp(verb)) return { kind: "help", command: ofNoun.length === 1 ? ofNoun[0] : undefined };
    const known = ofNoun.map((one) => `${noun} ${one.verb}`).join(", ");
    throw new UsageError(`"${noun}" needs one of: ${known}.`);
  }
  return rest.some(isHelp) ? { kind: "help", command: found } : parseOptions(found, rest);
}

const isHelp = (word: string | undefined) => word === "--help" || word === "-h";

function nounsOf(commands: Command[]): string[] {
  return [...new Set(commands.map(({ noun }) => noun))];
}

function parseOptions(command: Command, words: string[]): Asked {
  const { values, positionals } = read(command, words);
  const { json, ...options } = values;
  const [argument, ...more] = positionals;
  const unexpected = command.argument ? more[0] : argument;
  if (unexpected !== undefined)
    throw new UsageError(
      `"${unexpected}" is one word too many. Put quotes around blanks.`,
      command,
    );
  if (command.argument && argument === undefined)
    throw new UsageError(`The ${command.argument} is missing.`, command);
  const named = Object.entries(options).map(([name, value]) => [camel(name), value]);
  const input = Object.fromEntries(named);
  if (command.argument) input[camel(command.argument)] = argument;
  return { kind: "run", command, input, isJson: json === true };
}

function read(command: Command, words: string[]) {
  const own = Object.entries(command.options).map(
    ([name, { value }]) => [name, { type: value ? "string" : "boolean" }] as const,
  );
  const options = { ...Object.fromEntries(own), json: { type: "boolean" } as const };
  try {
    return parseArgs({ args: words, options, allowPositionals: true });
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new UsageError(`${sentence.replace(/\.$/, "")}.`, command);
  }
}
