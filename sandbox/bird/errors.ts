/** Thrown by any Bird endpoint; the router turns it into Bird's envelope. */
export class BirdError extends Error {
  readonly status: number;
  readonly details: Record<string, unknown>;
  constructor(status: number, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

// Only InvalidPayload was ever seen; the other code words are our guesses.
const CODES: Record<number, string> = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  409: "Conflict",
  422: "InvalidPayload",
  429: "TooManyRequests",
};

const MESSAGES: Record<number, string> = {
  401: "unauthorized request",
  403: "Forbidden operation",
  404: "Resource not found",
  409: "The resource already exists",
  422: "One or more fields provided in the request body are malformed",
  429: "Too Many Requests",
};

/** Bird's answer for an error. */
export function birdErrorResponse(
  status: number,
  message?: string,
  details: Record<string, unknown> = {},
): Response {
  const body = {
    code: CODES[status] ?? (status >= 500 ? "InternalError" : "BadRequest"),
    message: message ?? MESSAGES[status] ?? "Something went wrong",
    details,
  };
  return Response.json(body, { status });
}

export function invalidBody(details: Record<string, string[]>): BirdError {
  return new BirdError(422, MESSAGES[422] ?? "", details);
}
