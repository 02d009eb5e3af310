import { AppError } from "@/lib/errors";
import { findUnstorable } from "@/lib/storable";

/** A body as JSON, an empty one as `{}`. Throws malformed_body, and invalid_input for what PostgreSQL cannot hold. */
export function parseJson(text: string): unknown {
  const value = text.trim() === "" ? {} : parsed(text);
  refuseUnstorable(value);
  return value;
}

/** Throws invalid_input beside the field that PostgreSQL could not hold. */
export function refuseUnstorable(value: unknown): void {
  const unstorable = findUnstorable(value);
  if (unstorable) throw new AppError("invalid_input", unstorable.message, { errors: [unstorable] });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("malformed_body", "The body is not valid JSON.", {
      errors: [{ field: "body", message: "Send one JSON object." }],
    });
  }
}
