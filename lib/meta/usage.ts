import { z } from "zod";
import type { AnswerHeaders } from "@/lib/http/fetch-json";

const Usage = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().catch(0) })),
);
const MINUTE_MS = 60_000;

/**
 * Milliseconds until Graph takes calls again; undefined when it does now. Meta: `X-Business-Use-Case-Usage` holds
 * JSON with `estimated_time_to_regain_access` in minutes for each business and kind of call.
 */
export function regainAccessMs(headers: AnswerHeaders): number | undefined {
  const usage = parseUsage(String(headers["x-business-use-case-usage"] ?? "{}"));
  const minutes = Object.values(usage)
    .flat()
    .map((one) => one.estimated_time_to_regain_access);
  return Math.max(0, ...minutes) * MINUTE_MS || undefined;
}

function parseUsage(text: string): z.infer<typeof Usage> {
  try {
    return Usage.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}
