import type { Command, Done } from "./command";
import { explain } from "./explain";
import { commandHelp, generalHelp } from "./help";
import { withPortal } from "./open-portal";
import { parseCommand, UsageError } from "./parse";

type Output = { out: (text: string) => void; err: (text: string) => void };

/** Runs what was typed; the answer is the exit status. `run` does a command's work on the portal. */
export async function runCli(
  words: string[],
  commands: Command[],
  { out, err }: Output,
): Promise<number> {
  const isJson = words.includes("--json");
  try {
    const asked = parseCommand(words, commands);
    if (asked.kind === "help") {
      out(asked.command ? commandHelp(asked.command) : generalHelp(commands));
      return 0;
    }
    const tell = (line: string) => (isJson ? undefined : out(line));
    const done = await withPortal((ctx) => asked.command.run(ctx, asked.input, { tell }));
    out(asText(done, isJson));
    return done.isFailed ? 1 : 0;
  } catch (error) {
    const { status, code, message } = explain(error);
    if (isJson) out(JSON.stringify({ error: { code, message } }, null, 2));
    else err(message);
    if (!isJson && error instanceof UsageError) err(hint(error));
    return status;
  }
}

function asText({ data, lines }: Done, isJson: boolean): string {
  return isJson ? JSON.stringify(data, null, 2) : lines.join("\n");
}

function hint({ command }: UsageError): string {
  const name = command ? ` ${command.noun} ${command.verb}` : "";
  return `Help: npm run cli --${name} --help`;
}
