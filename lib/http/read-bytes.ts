import { AppError } from "@/lib/errors";

/** The bytes of a request's body as they came. Throws too_large above `maxBytes`. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const announced = Number(request.headers.get("content-length") ?? Number.NaN);
  if (announced <= maxBytes) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size <= maxBytes) chunks.push(chunk);
    // Read on for a while without keeping it: a sender that is cut off does not see the answer.
    else if (size > 2 * maxBytes) break;
  }
  if (size > maxBytes) throw new AppError("too_large", `Send at most ${maxBytes} bytes.`);
  return Buffer.concat(chunks);
}
