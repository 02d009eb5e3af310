/** Error codes of verbs and their HTTP status; failures of a signup or connection are in `failures.ts`. */
export const ERROR_STATUS = {
  invalid_input: 422,
  malformed_body: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  too_large: 413,
  too_many_requests: 429,
  not_configured: 503,
  provider_refused: 502,
  provider_unavailable: 503,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

export type FieldError = { field: string; message: string };
type Extra = { errors?: FieldError[]; reason?: string; retryAfterSeconds?: number };

/** An error a caller may see: what went wrong and how to mend it. `reason` is a machine-readable detail. */
export class AppError extends Error {
  override name = "AppError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly extra: Extra = {},
  ) {
    super(message);
  }
  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

export const notFound = (what: string) => new AppError("not_found", `No ${what} with this id.`);
