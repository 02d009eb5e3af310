import { AppError } from "@/lib/errors";

/** The JSON of a body whose signature was right. Throws invalid_input. */
export function parseSignedJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new AppError("invalid_input", "The body is not valid JSON.");
  }
}
