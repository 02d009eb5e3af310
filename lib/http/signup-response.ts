import type { FailureCode } from "@/lib/failures";
import type { SignupView } from "@/lib/signups/view";
import { problemResponse } from "./problem";

const CONFLICTS: FailureCode[] = ["number_taken"];

/**
 * 202 with the signup whatever became of it: Meta's event itself was received. Only a number that another customer
 * holds is a conflict here too.
 */
export function receivedResponse(view: SignupView, requestId: string): Response {
  const isConflict = view.failure && CONFLICTS.includes(view.failure.code);
  return isConflict ? signupResponse(view, requestId) : Response.json(view, { status: 202 });
}

/** 202 with the signup, or a problem body when the signup has failed; the same signup always gets the same answer. */
export function signupResponse(view: SignupView, requestId: string): Response {
  const { status, failure, supportReference } = view;
  if (status !== "failed" || !failure) return Response.json(view, { status: 202 });
  return problemResponse({
    status: CONFLICTS.includes(failure.code) ? 409 : 422,
    detail: failure.sentence,
    code: failure.code,
    requestId,
    failure,
    supportReference,
  });
}
