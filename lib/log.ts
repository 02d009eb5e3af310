import pino from "pino";
import { env } from "@/lib/env";

const SECRET_KEYS = [
  "code",
  "token",
  "accessToken",
  "access_token",
  "secret",
  "password",
  "pin",
  "authorization",
  "cookie",
];

const slot = globalThis as typeof globalThis & { perchLog?: pino.Logger };

/** JSON lines on stdout. Errors are logged by name, message and stack; known secret keys are dropped. */
export function log(): pino.Logger {
  slot.perchLog ??= pino({
    level: env().logLevel,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), remove: true },
    serializers: { err: (error: unknown) => describeError(error) },
  });
  return slot.perchLog;
}

/** An error as the log tells it: name, message, stack; nothing else that it carries. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: "A value that is not an Error was thrown." };
  // Drizzle writes the query's parameters into message and stack; what the driver said is its cause.
  // Told by its fields: Next bundles the class more than once.
  if ("query" in error && "params" in error)
    return { name: error.name, cause: describeError(error.cause) };
  // Only what we name ourselves: causes of HTTP clients carry requests, and requests carry secrets.
  return { name: error.name, message: error.message, stack: error.stack };
}
