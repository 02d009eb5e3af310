import { z } from "zod";
import { DatabaseLockedError } from "../../db/embedded-lock";
import { EnvError } from "../../lib/env";
import { AppError } from "../../lib/errors";
import { CliError } from "./open-portal";
import { UsageError } from "./parse";
import { dashed } from "./words";

export type Explained = { status: 1 | 2; code: string; message: string };

/** What went wrong in one line that says how to mend it; never a value of the database, a secret or a stack. */
export function explain(error: unknown): Explained {
  if (error instanceof UsageError) return { status: 2, code: "usage", message: error.message };
  if (error instanceof z.ZodError)
    return { status: 2, code: "invalid_input", message: error.issues.map(toLine).join("; ") };
  if (error instanceof AppError) return { status: 1, code: error.code, message: appLine(error) };
  if (error instanceof CliError) return { status: 1, code: "not_ready", message: error.message };
  if (error instanceof EnvError)
    return { status: 1, code: "not_configured", message: error.message.replace(/\s*\n\s*/g, " ") };
  if (error instanceof DatabaseLockedError)
    return { status: 1, code: "locked", message: `${LOCKED} ${error.message}` };
  return { status: 1, code: "failed", message: `It did not work: ${causeOf(error)}.` };
}

const LOCKED =
  "The portal is running on its embedded database, which has one process at a time: stop the portal first, or move to PostgreSQL.";

function toLine({ path, message }: z.core.$ZodIssue): string {
  const name = dashed(path.map(String).join("."));
  return name ? `--${name}: ${message}` : message;
}

function appLine({ message, extra }: AppError): string {
  const fields = (extra.errors ?? []).map(
    ({ field, message: text }) => `--${dashed(field)}: ${text}`,
  );
  return fields.length > 0 ? fields.join("; ") : message;
}

/** A driver's error names its cause by a code; its message may hold parameters of the query. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (typeof cause === "object" && cause !== null && "code" in cause)
    return `the database answered ${String(cause.code)}; see npm run doctor`;
  return cause instanceof Error ? cause.name : "unknown";
}
