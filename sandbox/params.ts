import type { Context } from "hono";

export type Params = Record<string, unknown>;

/** Query and body in one record, whatever the body's encoding; the body wins. */
export async function readParams(c: Context): Promise<Params> {
  const query: Params = c.req.query();
  if (c.req.method === "GET" || c.req.method === "HEAD") return query;
  return { ...query, ...(await readBody(c)) };
}

/** The body alone; an unreadable one is empty, as Graph treats it. */
export async function readBody(c: Context): Promise<Params> {
  const type = c.req.header("content-type") ?? "";
  if (/multipart\/form-data/i.test(type)) return { ...(await c.req.parseBody()) };
  const text = await c.req.text();
  if (/x-www-form-urlencoded/i.test(type)) return Object.fromEntries(new URLSearchParams(text));
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/** A parameter as text; numbers are accepted the way Graph accepts them. */
export function textOf(params: Params, name: string): string | undefined {
  const value = params[name];
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
