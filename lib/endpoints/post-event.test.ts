import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createPostEvent } from "./post-event";
import { receiver } from "./testing";

type Receiver = Awaited<ReturnType<typeof receiver>>;
const open: { close: () => unknown }[] = [];
const opened = async (...given: Parameters<typeof receiver>): Promise<Receiver> => {
  const made = await receiver(...given);
  open.push(made);
  return made;
};
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const postEvent = createPostEvent({ allowsPrivateEndpoints: true, timeoutMs: 300 });
const post = (url: string) => ({ url, headers: { "webhook-id": "1" }, body: "{}" });

describe("a post", () => {
  it("brings status, the beginning of the body and Retry-After", async () => {
    const { url } = await opened((_, response) =>
      response
        .writeHead(429, { "retry-after": "7" })
        .end("slow\u0000 \u001b[31mdown\r\n\u202eplease"),
    );
    expect(await postEvent(post(url))).toMatchObject({
      status: 429,
      error: undefined,
      body: "slow\ufffd \ufffd[31mdown\n\ufffdplease",
      retryAfterMs: 7_000,
    });
  });

  it("to a name that hangs has it looked up once, whoever else posts there", async () => {
    let asked = 0;
    const hanging = createPostEvent({
      ...{ allowsPrivateEndpoints: true, timeoutMs: 100 },
      resolve: () => {
        asked += 1;
        return new Promise(() => {});
      },
    });
    const posts = [1, 2, 3].map(() => hanging(post("http://hangs.example/")));
    expect(await Promise.all(posts)).toMatchObject(posts.map(() => ({ error: "timeout" })));
    expect(asked).toBe(1);
  });

  it("follows no redirect", async () => {
    const target = await opened();
    const { url } = await opened((_, response) =>
      response.writeHead(307, { location: target.url }).end(),
    );
    expect(await postEvent(post(url))).toMatchObject({ status: 307 });
    expect(target.calls).toEqual([]);
  });

  it("ends when the time is over, whether headers or body hang", async () => {
    const silent = await opened(() => {});
    expect(await postEvent(post(silent.url))).toMatchObject({ error: "timeout" });
    const halfway = await opened((_, response) => {
      response.writeHead(200);
      response.write("half");
    });
    // The status has told that it arrived.
    expect(await postEvent(post(halfway.url))).toMatchObject({ status: 200, body: "half" });
  });

  it("keeps two kilobytes of a huge answer and hangs up on the rest", async () => {
    let sent = 0;
    const { url } = await opened((_, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed) {
          sent += 1;
          if (!response.write("x".repeat(65_536))) return void response.once("drain", more);
        }
      };
      more();
    });
    const { status, body } = await postEvent(post(url));
    expect(status).toBe(200);
    expect(body).toBe("x".repeat(2_048));
    expect(sent).toBeLessThan(1_000);
  });

  it("says what went wrong when no answer came", async () => {
    const cut = await opened((request) => request.socket.destroy());
    expect(await postEvent(post(cut.url))).toMatchObject({ status: undefined, error: "closed" });
    const closed = createServer().listen(0, "127.0.0.1");
    const port = await new Promise<number>((resolve) =>
      closed.once("listening", () => {
        const address = closed.address();
        closed.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
      }),
    );
    expect(await postEvent(post(`http://127.0.0.1:${port}/`))).toMatchObject({
      error: "unreachable",
    });
    const plain = await opened();
    expect(await postEvent(post(plain.url.replace("http:", "https:")))).toMatchObject({
      error: "certificate",
    });
    const nameless = createPostEvent({
      allowsPrivateEndpoints: true,
      resolve: () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" })),
    });
    expect(await nameless(post("http://nobody.example/"))).toMatchObject({ error: "name_unknown" });
  });
});

describe("a post to where it may not go", () => {
  const guarded = (addresses: string[][]) =>
    createPostEvent({
      allowsPrivateEndpoints: true,
      // 127.0.0.2 plays an address of the open Internet.
      isAllowed: (address) => address === "127.0.0.2",
      resolve: async () =>
        (addresses.shift() ?? []).map((address) => ({
          address,
          family: address.includes(":") ? 6 : 4,
        })),
    });

  it("is refused when the name has changed from a public to a private address", async () => {
    const { port, calls } = await opened((_, response) =>
      response.writeHead(204, { connection: "close" }).end(),
    );
    const postTo = guarded([["127.0.0.2"], ["127.0.0.1"], ["127.0.0.2"]]);
    const url = `http://hooks.example:${port}/`;
    expect(await postTo(post(url))).toMatchObject({ status: 204 });
    expect(await postTo(post(url))).toMatchObject({ error: "address_refused" });
    expect(calls).toHaveLength(1);
    expect(await postTo(post(url))).toMatchObject({ status: 204 });
  });

  it("is refused when one of several addresses is private", async () => {
    const { port, calls } = await opened();
    const postTo = guarded([
      ["127.0.0.2", "127.0.0.1"],
      ["127.0.0.2", "::1"],
    ]);
    for (const _ of [1, 2])
      expect(await postTo(post(`http://hooks.example:${port}/`))).toMatchObject({
        error: "address_refused",
      });
    expect(calls).toEqual([]);
  });

  it("is refused for an address in the URL, however it is written, and for plain http", async () => {
    const { port, calls } = await opened();
    const postTo = createPostEvent({ allowsPrivateEndpoints: false });
    for (const host of ["127.0.0.1", "0x7f000001", "2130706433", "[::1]", "[::ffff:7f00:1]"])
      expect(await postTo(post(`https://${host}:${port}/`))).toMatchObject({
        error: "address_refused",
      });
    expect(await postTo(post("http://example.com/"))).toMatchObject({ error: "address_refused" });
    expect(await postTo(post(`https://localhost:${port}/`))).toMatchObject({
      error: "address_refused",
    });
    expect(calls).toEqual([]);
  });
});
