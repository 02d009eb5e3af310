import { z } from "zod";
import type { FailureDetail } from "@/lib/failures";
import { HttpError } from "@/lib/http/fetch-json";

const Envelope = z.object({
  error: z.object({
    message: z.string().catch(""),
    code: z.coerce.number().catch(0),
    error_subcode: z.coerce.number().optional().catch(undefined),
    is_transient: z.boolean().optional().catch(undefined),
    error_user_title: z.string().optional().catch(undefined),
    error_user_msg: z.string().optional().catch(undefined),
    fbtrace_id: z.string().optional().catch(undefined),
  }),
});
export type GraphError = z.infer<typeof Envelope>["error"];

/** Codes that Meta lists as temporary or as rate limits; everything else is final. */
const TEMPORARY_CODES = [
  2, 4, 17, 32, 341, 613, 80007, 80008, 130429, 131000, 131016, 133004, 131057, 2494100,
];
/** Codes that Meta lists as too many calls, of an app, a WABA or a number. */
const RATE_LIMIT_CODES = [4, 17, 32, 341, 613, 80007, 80008, 130429, 131056, 133016];
/** Meta: missing object or permission. 33 is a subcode of 100 for objects that the token cannot see. */
const PERMISSION_CODES = [3, 10, 131005];

/** A failed Graph call. Holds what support needs (code, subcode, trace id), never a token. */
export class MetaError extends Error {
  override name = "MetaError";
  constructor(
    readonly http: HttpError,
    readonly graph: GraphError | undefined,
    /** Meta refused a call that was made with our own token. */
    readonly isOwnToken: boolean,
  ) {
    super(
      graph ? `${http.operation}: Graph ${graph.code}/${graph.error_subcode ?? "-"}` : http.message,
    );
  }
  /** Graph's error code, or undefined when Graph did not answer with one. */
  get code(): number | undefined {
    return this.graph?.code;
  }
  /** How long Meta asks to wait, in milliseconds: `Retry-After` or the usage header, whichever is longer. */
  get retryAfterMs(): number | undefined {
    return this.http.retryAfterMs;
  }
  /** Too many calls. Registering too often (133016) is one that only hours mend. */
  get isRateLimited(): boolean {
    return this.http.status === 429 || RATE_LIMIT_CODES.includes(this.code ?? 0);
  }
  /** The request never left this machine. */
  get isUnsent(): boolean {
    return this.http.kind === "unsent";
  }
  /** Worth another try later: network, timeout, unreadable answer, 429, 5xx, or a code Meta calls temporary. */
  get isTemporary(): boolean {
    if (this.graph) {
      const { code, is_transient: isTransient } = this.graph;
      if (isTransient || TEMPORARY_CODES.includes(code) || code === 1) return true;
      return this.http.status === 429;
    }
    const { kind, status } = this.http;
    return kind !== "status" || status === 429 || (status ?? 0) >= 500;
  }
  /** The token cannot see the object: 100/33, 10, 200 to 299, or a bare 403/404. */
  get isNotVisible(): boolean {
    if (!this.graph) return this.http.status === 403 || this.http.status === 404;
    const { code, error_subcode: subcode, message } = this.graph;
    return (
      subcode === 33 ||
      code === 33 ||
      isPermissionCode(code) ||
      (code === 100 && /does not exist/.test(message))
    );
  }
  /** Meta: 190 and 102, the token is dead. */
  get isDeadToken(): boolean {
    return this.graph?.code === 190 || this.graph?.code === 102;
  }
  /** What is kept with the failure. */
  get detail(): FailureDetail {
    return {
      source: "meta",
      operation: this.http.operation,
      ...(this.http.status === undefined
        ? { message: this.http.kind }
        : { status: this.http.status }),
      ...(this.graph && {
        metaCode: this.graph.code,
        ...(this.graph.error_subcode !== undefined && { metaSubcode: this.graph.error_subcode }),
        ...(this.graph.fbtrace_id && { fbtraceId: this.graph.fbtrace_id }),
        ...(this.graph.error_user_title && { userTitle: this.graph.error_user_title }),
        ...(this.graph.error_user_msg && { userMessage: this.graph.error_user_msg }),
      }),
    };
  }
}

/** Wraps a failed call; anything that is not one is returned as it is. */
export function toMetaError(error: unknown, isOwnToken: boolean): unknown {
  if (!(error instanceof HttpError)) return error;
  return new MetaError(error, Envelope.safeParse(error.body).data?.error, isOwnToken);
}

function isPermissionCode(code: number): boolean {
  return PERMISSION_CODES.includes(code) || (code >= 200 && code <= 299);
}
