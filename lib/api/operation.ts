import type { z } from "zod";
import type { Scope } from "@/lib/api-keys/states";
import type { ApiKey, Context } from "@/lib/context";
import type { ProblemCode } from "./problems";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export const TAGS = {
  Tenants: "Your customers. Give each the id that it has with you as `externalId`.",
  Links: "Invitations for one tenant to connect, or to renew, one number.",
  Signups: "Launches of Meta's window: on our pages, or on one of your own.",
  Connections: "A tenant's WhatsApp number on its way into Bird, or there.",
  Numbers: "Phone numbers in a tenant's Bird workspace, and those for sale.",
  Endpoints: "Your webhook URLs, and what was sent to each.",
  Events: "What happened in the last 30 days, as your endpoints are told it.",
} as const;

/** What a caller sent, parsed; a part that an operation does not name is empty. */
export type Input = {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
};

/** One operation of the API as data: routes, the OpenAPI document and its tests are all made from it. */
export type Operation = {
  /** `operationId` of the document. */
  id: string;
  method: Method;
  /** Under /api/v1, gaps in braces. */
  path: `/${string}`;
  summary: string;
  description: string;
  tag: string;
  scope: Scope;
  params: z.ZodType | undefined;
  query: z.ZodType | undefined;
  body: z.ZodType | undefined;
  /** A body to show. */
  example: Record<string, unknown> | undefined;
  response: z.ZodType;
  status: 200 | 201 | 202;
  /** Whether it may be answered with 201 instead, for what was not there before. */
  mayCreate: boolean;
  /** Whether an `Idempotency-Key` makes it safe to send twice. */
  isIdempotent: boolean;
  /** What it answers with beyond what every operation may. */
  problems: ProblemCode[];
  run: (ctx: Context<ApiKey>, input: Input, reply: Reply) => Promise<unknown>;
};

/** The status that an answer will have; one that `mayCreate` may set it. */
export type Reply = { status: Operation["status"] };

type Empty = Record<string, never>;
type Schema = z.ZodType<Record<string, unknown>>;
type Parsed<S> = S extends z.ZodType ? z.output<S> : Empty;
type Given<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  R extends z.ZodType,
> = Pick<Operation, "id" | "method" | "path" | "summary" | "description" | "tag" | "scope"> & {
  params?: P;
  query?: Q;
  body?: B;
  example?: Record<string, unknown>;
  response: R;
  status?: Operation["status"];
  mayCreate?: boolean;
  /** False for a POST that has a key of its own in its body. */
  isIdempotent?: boolean;
  problems?: ProblemCode[];
  run: (
    ctx: Context<ApiKey>,
    input: { params: Parsed<P>; query: Parsed<Q>; body: Parsed<B> },
    reply: Reply,
  ) => Promise<z.output<R>>;
};

/** Makes an operation whose `run` is typed by its own schemas. Give strict objects, so that unknown fields are refused. */
export function operation<
  R extends z.ZodType,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
>(given: Given<P, Q, B, R>): Operation {
  return {
    ...given,
    params: given.params,
    query: given.query,
    body: given.body,
    example: given.example,
    status: given.status ?? 200,
    mayCreate: given.mayCreate ?? false,
    isIdempotent: given.isIdempotent ?? given.method === "POST",
    problems: given.problems ?? [],
    // The route parses by these very schemas before it runs.
    run: given.run as Operation["run"],
  };
}
