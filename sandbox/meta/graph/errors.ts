import { randomWord } from "../../ids.ts";

/** The parts of Graph's error object that a caller can see. */
export type GraphErrorSpec = {
  code: number;
  message: string;
  status?: number;
  type?: string;
  subcode?: number;
  transient?: boolean;
  details?: string;
  userTitle?: string;
  userMessage?: string;
  headers?: Record<string, string>;
};

/** Thrown by any Graph endpoint; the router turns it into Graph's envelope. */
export class GraphError extends Error {
  readonly spec: GraphErrorSpec;
  constructor(spec: GraphErrorSpec) {
    super(spec.message);
    this.spec = spec;
  }
}

/** Graph's answer for an error. */
export function errorResponse(spec: GraphErrorSpec): Response {
  const traceId = traceIdOf();
  const error = {
    message: spec.message,
    type: spec.type ?? "OAuthException",
    code: spec.code,
    ...(spec.details === undefined
      ? {}
      : { error_data: { messaging_product: "whatsapp", details: spec.details } }),
    ...(spec.subcode === undefined ? {} : { error_subcode: spec.subcode }),
    ...(spec.transient === undefined ? {} : { is_transient: spec.transient }),
    ...(spec.userTitle === undefined ? {} : { error_user_title: spec.userTitle }),
    ...(spec.userMessage === undefined ? {} : { error_user_msg: spec.userMessage }),
    fbtrace_id: traceId,
  };
  const headers = { "x-fb-trace-id": traceId, ...spec.headers };
  return Response.json({ error }, { status: spec.status ?? statusOf(spec.code), headers });
}

/** The HTTP status that the error pages give for a code. */
export function statusOf(code: number): number {
  if ([2, 131016, 133004].includes(code)) return 503;
  if ([3, 131000, 131045, 131057, 133000].includes(code)) return 500;
  if ([0, 102, 104, 190].includes(code)) return 401;
  if ([10, 368, 131005, 131031, 130497].includes(code)) return 403;
  return code >= 200 && code <= 299 ? 403 : 400;
}

/** Graph's one answer for "does not exist" and "you may not see it". */
export function notVisible(id: string, verb = "get"): GraphError {
  return new GraphError({
    code: 100,
    subcode: 33,
    type: "GraphMethodException",
    message: `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  });
}

export function badParameter(message: string): GraphError {
  return new GraphError({ code: 100, message: `(#100) ${message}` });
}

export function traceIdOf(): string {
  return `A${randomWord(22)}`;
}
