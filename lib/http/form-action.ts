import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { currentSession } from "@/lib/auth/current-session";
import { requestIp } from "@/lib/auth/request-facts";
import type { Actor, Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import { findUnstorable } from "@/lib/storable";
import { contextFor } from "@/lib/system-context";
import { finishAfterAnswer } from "./after-answer";
import { fieldMessage } from "./field-messages";
import type { FormState } from "./form-state";
import { fieldErrors } from "./problem";
import { isSameOrigin } from "./same-origin";

type FormVerb<A extends Actor, S extends z.ZodType> = {
  actor: A["kind"];
  schema: S;
  /** Does the work; what it returns is shown once, a `redirect()` passes through. */
  run: (ctx: Context<A>, input: z.output<S>) => Promise<Record<string, string> | undefined>;
};

/** A server action over a verb: session, same origin, parsing, errors beside their fields. Secrets are not echoed. */
export function formAction<A extends Actor, S extends z.ZodType>({
  actor,
  schema,
  run,
}: FormVerb<A, S>) {
  return async (_before: FormState, form: FormData): Promise<FormState> => {
    const values = Object.fromEntries(
      [...form.entries()].filter(
        (entry): entry is [string, string] =>
          typeof entry[1] === "string" && !entry[0].startsWith("$"),
      ),
    );
    const requestId = newId();
    try {
      const given = await headers();
      if (!isSameOrigin(given))
        throw new AppError("forbidden", "This form came from another site.");
      const session = await currentSession();
      if (session?.kind !== actor)
        throw new AppError("unauthenticated", "Your session has ended. Sign in again.");
      const unstorable = findUnstorable(values);
      if (unstorable)
        throw new AppError("invalid_input", unstorable.message, { errors: [unstorable] });
      const ctx = (await contextFor(session, requestId, requestIp(given))) as Context<A>;
      const result = await run(ctx, schema.parse(values, { error: fieldMessage })).finally(
        finishAfterAnswer,
      );
      return { values: {}, errors: {}, ...(result && { result }) };
    } catch (error) {
      unstable_rethrow(error);
      return toFormState(error, values, requestId);
    }
  };
}

function toFormState(error: unknown, values: Record<string, string>, requestId: string): FormState {
  const listed =
    error instanceof z.ZodError
      ? fieldErrors(error)
      : error instanceof AppError
        ? (error.extra.errors ?? [])
        : [];
  const errors = Object.fromEntries(listed.map(({ field, message }) => [field, message]));
  if (error instanceof AppError) return { values, errors, message: error.message };
  if (error instanceof z.ZodError) return { values, errors };
  log().error({ err: error, requestId, party: "perch" }, "form failed");
  return { values, errors, message: "Perch made a mistake. Try again in a moment." };
}
