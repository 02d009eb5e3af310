import { AppError } from "@/lib/errors";

const BODY_MAX_BYTES = 64 * 1024;
/** Read on without keeping it: a sender that is cut off sees a broken connection and not the answer. */
const DRAIN_MAX_BYTES = 4 * 1024 * 1024;

/** The text of a request's body, of which no more than the limit is kept. Throws too_large. */
export async function readBody(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > DRAIN_MAX_BYTES) break;
    if (size <= BODY_MAX_BYTES) text += decoder.decode(chunk, { stream: true });
  }
  if (size > BODY_MAX_BYTES) throw tooLarge();
  return text + decoder.decode();
}

function tooLarge(): AppError {
  const message = `Send at most ${BODY_MAX_BYTES} bytes.`;
  return new AppError("too_large", message, { errors: [{ field: "body", message }] });
}
