import type { z } from "zod";
import type { Context } from "../../lib/context";
import { dashed } from "./words";

export type CliContext = Context<{ kind: "system" }>;

/** How an option is written and what it is. Without `value` it is a switch. */
export type CliOption = { value?: string; about: string };

/** What a command has done: for programs, and for people in lines. */
export type Done = { data: Record<string, unknown>; lines: string[]; isFailed?: boolean };

/** One command as data; help, parsing and the call are made from it. */
export type Command = {
  /** The options that must be given, as typed. */
  required: string[];
  noun: string;
  verb: string;
  summary: string;
  /** What to know before one uses it. */
  details: string[];
  /** By their names as typed, without the dashes; the verb's input has the same names in camelCase. */
  options: Record<string, CliOption>;
  /** Name of the one argument that is no option, if any; the input has it in camelCase. */
  argument?: string;
  /** Options of which one must be given, where the schema does not say so. */
  oneOf?: string[];
  examples: string[];
  run: (
    ctx: CliContext,
    input: Record<string, unknown>,
    io: { tell: (line: string) => void },
  ) => Promise<Done>;
};

type Given<S extends z.ZodType> = Omit<Command, "run" | "required"> & {
  schema: S;
  run: (ctx: CliContext, input: z.output<S>, io: { tell: (line: string) => void }) => Promise<Done>;
};

/** A command whose input is parsed by its verb's own schema. */
export function command<S extends z.ZodType>({ schema, run, ...rest }: Given<S>): Command {
  const missing = schema.safeParse({}).error?.issues.map(({ path }) => dashed(String(path[0])));
  const required = Object.keys(rest.options).filter((name) => missing?.includes(name));
  return { ...rest, required, run: async (ctx, input, io) => run(ctx, schema.parse(input), io) };
}
