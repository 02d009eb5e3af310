import { digest } from "@/lib/vault/digest";

/** One key for one thing that was told, however often and in whatever batch. The parts must be storable values. */
export function dedupeKey(...parts: unknown[]): string {
  return digest(canonical(parts));
}

/** JSON with sorted keys: senders promise no order of them. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
}
