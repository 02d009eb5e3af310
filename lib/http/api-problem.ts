import { isProblemCode, PROBLEMS, type ProblemCode, problemUrl } from "@/lib/api/problems";
import { AppError } from "@/lib/errors";
import { problemResponse, toProblemParts } from "./problem";

/** What went wrong with a request of the API: a code of its closed list, and where the reference explains it. */
export function apiProblem(
  error: unknown,
  { requestId, appUrl }: { requestId: string; appUrl: string },
): Response {
  const parts = toProblemParts(error, requestId);
  const code = codeOf(parts.code, error);
  const [status, title] = PROBLEMS[code];
  const response = problemResponse({
    ...parts,
    ...{ type: problemUrl(appUrl, code), status, title, code },
  });
  if (status === 401) response.headers.set("www-authenticate", 'Bearer realm="Perch API"');
  return response;
}

/** A reason that only the console knows is told by what it is a case of. */
function codeOf(code: string, error: unknown): ProblemCode {
  if (isProblemCode(code)) return code;
  return error instanceof AppError ? error.code : "internal";
}
