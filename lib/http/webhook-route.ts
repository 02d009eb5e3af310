import { requestIp } from "@/lib/auth/request-facts";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { contextFor } from "@/lib/system-context";
import { answerHandshake } from "@/lib/webhooks/answer-handshake";
import { startProcessing } from "@/lib/webhooks/start-processing";
import { finishAfterAnswer } from "./after-answer";
import { toProblem } from "./problem";
import { readBytes } from "./read-bytes";

const BODY_MAX_BYTES = 4 * 1024 * 1024;

type Params = Record<string, string | string[] | undefined>;
type Delivery = { params: Params; headers: Headers; body: Uint8Array };
type Receive = (ctx: Context, delivery: Delivery) => Promise<{ stored: number }>;

/** A route that a provider posts to: the verb checks the raw bytes and stores; the work begins after the answer. */
export function webhookRoute(receive: Receive) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    const requestId = newId();
    try {
      const body = await readBytes(request, BODY_MAX_BYTES);
      const ctx = await contextFor({ kind: "system" }, requestId, requestIp(request.headers));
      const delivery = { params: await params, headers: request.headers, body };
      const { stored } = await receive(ctx, delivery);
      if (stored > 0) {
        startProcessing(ctx);
        finishAfterAnswer();
      }
      return plainText("", requestId);
    } catch (error) {
      return toProblem(error, requestId);
    }
  };
}

/** Meta's question whether this address is ours: the bare challenge, or 403. */
export async function handshakeRoute(request: Request): Promise<Response> {
  const requestId = newId();
  try {
    return plainText(answerHandshake(env(), new URL(request.url).searchParams), requestId);
  } catch (error) {
    return toProblem(error, requestId);
  }
}

function plainText(body: string, requestId: string): Response {
  return new Response(body, {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "x-request-id": requestId,
    },
  });
}
