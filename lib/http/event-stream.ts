const HEARTBEAT_MS = 15_000;
/** A stream ends after this time and the browser comes back, so that a revoked session stops seeing. */
const LIFETIME_MS = 10 * 60_000;

export type Feed<T> = (send: (value: T) => void) => Promise<() => void>;

/**
 * Server-sent events of one feed, each `event: view` with the whole value; comments keep proxies awake. The feed is
 * subscribed before the answer starts, so that its errors are problem bodies and not broken streams.
 */
export async function eventStream<T>(feed: Feed<T>): Promise<Response> {
  const encoder = new TextEncoder();
  const waiting: T[] = [];
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let end = () => {};
  const send = (value: T) => {
    if (!controller) return void waiting.push(value);
    controller.enqueue(encoder.encode(`event: view\ndata: ${JSON.stringify(value)}\n\n`));
  };
  const unsubscribe = await feed(send);
  const body = new ReadableStream<Uint8Array>({
    start(opened) {
      controller = opened;
      opened.enqueue(encoder.encode("retry: 2000\n\n"));
      for (const value of waiting.splice(0)) send(value);
      const heartbeat = setInterval(
        () => opened.enqueue(encoder.encode(": still here\n\n")),
        HEARTBEAT_MS,
      );
      const closing = setTimeout(() => {
        end();
        opened.close();
      }, LIFETIME_MS);
      end = () => {
        clearInterval(heartbeat);
        clearTimeout(closing);
        unsubscribe();
      };
    },
    cancel: () => end(),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
