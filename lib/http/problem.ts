import { z } from "zod";
import { AppError, type FieldError } from "@/lib/errors";
import type { FailureView } from "@/lib/failure-view";
import { log } from "@/lib/log";

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  errors?: FieldError[];
  failure?: FailureView;
  supportReference?: string;
};

const TITLES: Record<number, string> = {
  400: "Bad request",
  401: "Sign in first",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  410: "Gone",
  413: "Too large",
  422: "Invalid input",
  429: "Too many requests",
  500: "Something went wrong",
  502: "A provider refused",
  503: "Not available",
};

export type ProblemParts = Omit<Problem, "type" | "title"> &
  Partial<Pick<Problem, "type" | "title">> & { retryAfterSeconds?: number | undefined };

/** A problem body after RFC 9457. */
export function problemResponse({ retryAfterSeconds, ...parts }: ProblemParts): Response {
  const problem: Problem = {
    type: "about:blank",
    title: TITLES[parts.status] ?? "Error",
    ...parts,
  };
  return Response.json(problem, {
    status: parts.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": parts.requestId,
      ...(retryAfterSeconds ? { "retry-after": String(retryAfterSeconds) } : {}),
    },
  });
}

/** Turns whatever a verb threw into a problem; an unknown error is logged and told nothing of. */
export function toProblem(error: unknown, requestId: string): Response {
  return problemResponse(toProblemParts(error, requestId));
}

/** The same before it is an answer. */
export function toProblemParts(error: unknown, requestId: string): ProblemParts {
  if (error instanceof AppError) {
    const { errors, reason, retryAfterSeconds } = error.extra;
    const code = reason ?? error.code;
    return {
      status: error.status,
      detail: error.message,
      code,
      requestId,
      retryAfterSeconds,
      ...(errors && { errors }),
    };
  }
  if (error instanceof z.ZodError) {
    const errors = fieldErrors(error);
    const detail = errors.map(({ field, message }) => `${field}: ${message}`).join("; ");
    return { status: 422, detail, code: "invalid_input", requestId, errors };
  }
  log().error({ err: error, requestId, party: "perch" }, "request failed");
  const detail = "Perch made a mistake. Try again; if it stays, give this request id to support.";
  return { status: 500, detail, code: "internal", requestId };
}

const FIELD_NAME_MAX = 60;

/** The fields of a zod error, named as the sender wrote them; a long name may be a misplaced secret. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue): FieldError[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        field: [...issue.path, key.length > FIELD_NAME_MAX ? "(a long name)" : key].join("."),
        message: "Unknown field; remove it.",
      }));
    }
    return [{ field: issue.path.join(".") || "body", message: issue.message }];
  });
}
