import type { FailureDetail } from "@/lib/failures";
import { HttpError } from "@/lib/http/fetch-json";

/** A failed Bird call. Branch on the status: Bird documents no stable error codes. */
export class BirdError extends Error {
  override name = "BirdError";
  constructor(readonly http: HttpError) {
    super(http.message);
  }
  get isTemporary(): boolean {
    const { kind, status } = this.http;
    return kind !== "status" || status === 429 || (status ?? 0) >= 500;
  }
  get isNotFound(): boolean {
    return this.http.status === 404;
  }
  get detail(): FailureDetail {
    const { operation, status, kind } = this.http;
    return {
      source: "bird",
      operation,
      ...(status === undefined ? { message: kind } : { status }),
    };
  }
}

/** Wraps a failed call; anything that is not one is returned as it is. */
export function toBirdError(error: unknown): unknown {
  return error instanceof HttpError ? new BirdError(error) : error;
}
