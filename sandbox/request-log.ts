import type { Context } from "hono";

/** One Graph or Bird call as it was received, without its secrets. */
export type RequestRecord = {
  at: string;
  target: "graph" | "bird";
  method: string;
  path: string;
  endpoint: string;
  query: Record<string, string>;
  status: number | "dropped";
  durationMs: number;
  fault?: string;
};

const KEPT = 2000;
const PUBLIC_QUERY = new Set([
  ..."fields limit after before sort filtering display_phone_number code_method language".split(
    " ",
  ),
  ..."pageToken reverse status type types country countryCodes prefix testing grant_type".split(
    " ",
  ),
  "fetch_only",
  "templateRef",
  "platform",
]);

/** Path with ids replaced, so that calls of one kind count together. */
export function endpointOf(path: string): string {
  return path
    .replace(/^\/v\d+\.\d+/, "")
    .replace(/^\//, "")
    .split("/")
    .map((part) => (/^\d{8,}$|^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(part) ? "{id}" : part))
    .join("/");
}

/** Adds a record, forgetting the oldest beyond what a person can read. */
export function remember(log: RequestRecord[], record: RequestRecord): void {
  log.push(record);
  if (log.length > KEPT) log.splice(0, log.length - KEPT);
}

/** Query parameters with every value that is not known to be harmless replaced. */
export function redactQuery(c: Context): Record<string, string> {
  const entries = Object.entries(c.req.query()).map(([name, value]) => [
    name,
    PUBLIC_QUERY.has(name) ? value : "[redacted]",
  ]);
  return Object.fromEntries(entries);
}

/** How often each endpoint was called, by method. */
export function countRequests(log: readonly RequestRecord[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method, endpoint } of log) {
    const key = `${method} ${endpoint}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
