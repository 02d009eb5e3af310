import { isProblemCode, PROBLEMS, type ProblemCode, problemUrl } from "@/lib/api/problems";
import { AppError } from "@/lib/errors";
import { type ProblemParts, problemResponse, toProblemParts } from "./problem";

/** What went wrong with a request of the API: a code of its closed list, and where the reference explains it. */
export function apiProblem(
  error: unknown,
  { requestId, appUrl }: { requestId: string; appUrl: string },
): Response {
  const parts = toProblemParts(error, requestId);
  const code = codeOf(parts, error);
  const [status, title] = PROBLEMS[code];
  const response = problemResponse({
    ...parts,
    ...{ type: problemUrl(appUrl, code), status, title, code },
  });
  if (status === 401) response.headers.set("www-authenticate", 'Bearer realm="Perch API"');
  return response;
}

/** A reason that only the console knows is told by what it is a case of. */
function codeOf({ code, status }: ProblemParts, error: unknown): ProblemCode {
  if (isProblemCode(code) && PROBLEMS[code][0] === status) return code;
  return error instanceof AppError ? error.code : "internal";
}
