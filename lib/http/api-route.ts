import type { Operation } from "@/lib/api/operation";
import { requestIp } from "@/lib/auth/request-facts";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { contextFor } from "@/lib/system-context";
import { finishAfterAnswer } from "./after-answer";
import {
  type Answering,
  answerOperation,
  answerUnknownPath,
  answerWrongMethod,
} from "./api-answer";
import { apiProblem } from "./api-problem";

type Handler = (request: Request) => Promise<Response>;

/** The route handler of an operation. */
export function apiRoute(operation: Operation): Handler & { operation: Operation } {
  return Object.assign(toHandler(answerOperation(operation)), { operation });
}

/** The methods that a path does not have, answered with a problem that names those it has; OPTIONS names them too. */
export function otherMethods(...allowed: Operation["method"][]) {
  const allow = [...allowed, ...(allowed.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse = toHandler(answerWrongMethod(allow));
  return {
    ...{ GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse },
    OPTIONS: () => new Response(null, { status: 204, headers: { allow } }),
  };
}

/** The route handler of every path of the API that does not exist. */
export const unknownPath: Handler = toHandler(answerUnknownPath);

function toHandler(answer: Answering): Handler {
  return async (request) => {
    const requestId = newId();
    const response = await contextFor({ kind: "system" }, requestId, requestIp(request.headers))
      .then((base) => answer(base, request))
      .catch((error: unknown) => apiProblem(error, { requestId, appUrl: env().appUrl }));
    finishAfterAnswer();
    return response;
  };
}
