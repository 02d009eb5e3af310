import type { FailureDetail } from "@/lib/failures";
import { HttpError } from "@/lib/http/fetch-json";
import { type BirdWords, readBirdWords } from "./error-words";

/** A failed Bird call. Branch on the status: Bird documents no stable error codes. */
export class BirdError extends Error {
  override name = "BirdError";
  constructor(
    readonly http: HttpError,
    private readonly words: BirdWords = {},
  ) {
    super(http.message);
  }
  get isTemporary(): boolean {
    const { kind, status } = this.http;
    return kind !== "status" || status === 429 || (status ?? 0) >= 500;
  }
  get isNotFound(): boolean {
    return this.isStatus(404);
  }
  /** The access key is wrong, or its policy does not allow the call. */
  get isAuth(): boolean {
    return this.isStatus(401, 403);
  }
  /** Bird: the resource already exists. */
  get isConflict(): boolean {
    return this.isStatus(409);
  }
  /** Bird: request validation failed. */
  get isRefused(): boolean {
    return this.isStatus(400, 422);
  }
  /** How long Bird asks to wait, in milliseconds. */
  get retryAfterMs(): number | undefined {
    return this.http.retryAfterMs;
  }
  /** What is kept with the failure; Bird's own words are in it without secrets. */
  get detail(): FailureDetail {
    const { operation, status, kind } = this.http;
    const failure = kind === "status" ? {} : { message: kind };
    return {
      source: "bird",
      operation,
      ...(status !== undefined && { status }),
      ...failure,
      ...this.words,
    };
  }
  private isStatus(...statuses: number[]): boolean {
    const { kind, status } = this.http;
    return kind === "status" && status !== undefined && statuses.includes(status);
  }
}

/** Wraps a failed call and drops its body, which may repeat secrets; other errors are returned as they are. */
export function toBirdError(error: unknown, secrets: readonly string[] = []): unknown {
  if (!(error instanceof HttpError)) return error;
  const { kind, operation, status, body, retryAfterMs } = error;
  const words = kind === "status" ? readBirdWords(body, secrets) : {};
  return new BirdError(new HttpError(kind, operation, status, undefined, retryAfterMs), words);
}
