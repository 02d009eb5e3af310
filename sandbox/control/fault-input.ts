import { FAULTS, type FaultRule } from "../faults.ts";
import { type Params, textOf } from "../params.ts";

/** A fault rule from what a person or test sent, or the one sentence that says what is wrong. */
export function parseFault(id: number, body: Params): { rule?: FaultRule; problem?: string } {
  const target = textOf(body, "target");
  const fault = FAULTS.find((one) => one === textOf(body, "fault"));
  const when = textOf(body, "when") || "before";
  if (target !== "graph" && target !== "bird")
    return { problem: 'target: must be "graph" or "bird"' };
  if (!fault) return { problem: `fault: must be one of ${FAULTS.join(", ")}` };
  if (when !== "before" && when !== "after")
    return { problem: 'when: must be "before" or "after"' };
  const numbers = readNumbers(body);
  if (typeof numbers === "string") return { problem: numbers };
  const { latencyMs, code, times, ...optional } = numbers;
  const method = textOf(body, "method")?.toUpperCase();
  const message = textOf(body, "message");
  return {
    rule: {
      id,
      target,
      path: textOf(body, "path") ?? "",
      fault,
      when,
      latencyMs: latencyMs ?? (fault === "latency" ? 1000 : 0),
      code: code ?? 2,
      transient: textOf(body, "transient") === "true",
      ...optional,
      ...(method ? { method } : {}),
      ...(message ? { message } : {}),
      ...(times === undefined ? {} : { left: times }),
    },
  };
}

const NUMBERS = ["latencyMs", "status", "code", "subcode", "retryAfterSeconds", "times"] as const;

function readNumbers(body: Params): Partial<Record<(typeof NUMBERS)[number], number>> | string {
  const found: Partial<Record<(typeof NUMBERS)[number], number>> = {};
  for (const name of NUMBERS) {
    const text = textOf(body, name);
    if (text === undefined || text === "") continue;
    const value = Number(text);
    if (!Number.isInteger(value) || value < 0) return `${name}: must be a whole number`;
    found[name] = value;
  }
  if (found.status !== undefined && (found.status < 200 || found.status > 599)) {
    return "status: must be an HTTP status from 200 to 599";
  }
  return found;
}
