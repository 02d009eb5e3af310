import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { postCode, postSession } from "./api";

const answer = (status: number, body: unknown) => () =>
  Promise.resolve(Response.json(body, { status }));
const offline = () => Promise.reject(new TypeError("Failed to fetch"));

describe("handing the halves over", () => {
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", fetch);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    fetch.mockReset();
  });

  it("sends the code before it returns", () => {
    fetch.mockImplementation(answer(202, { id: "s1" }));
    void postCode("s1", "AQB");
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe("/api/signups/s1/code");
    expect(init).toMatchObject({ method: "POST", keepalive: true, body: '{"code":"AQB"}' });
  });

  it("sends the same code again after a broken connection, a 503 and a proxy's page", async () => {
    fetch
      .mockImplementationOnce(offline)
      .mockImplementationOnce(answer(503, { detail: "again" }))
      .mockImplementationOnce(() => Promise.resolve(new Response("<html>", { status: 502 })))
      .mockImplementation(answer(202, { id: "s1" }));
    const result = postCode("s1", "AQB");
    await vi.runAllTimersAsync();
    expect(await result).toEqual({ kind: "ok", value: { id: "s1" } });
    expect(new Set(fetch.mock.calls.map(([, init]) => init.body)).size).toBe(1);
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it("does not repeat a refusal", async () => {
    fetch.mockImplementation(answer(422, { detail: "too late", supportReference: "PR-1" }));
    const result = await postCode("s1", "AQB");
    expect(result).toMatchObject({
      kind: "refused",
      problem: { status: 422, supportReference: "PR-1" },
    });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it("gives up before the code is dead", async () => {
    fetch.mockImplementation(offline);
    const startedAt = Date.now();
    const result = postCode("s1", "AQB");
    await vi.runAllTimersAsync();
    expect(await result).toEqual({ kind: "unreachable" });
    expect(Date.now() - startedAt).toBeLessThanOrEqual(25_000);
    expect(fetch.mock.calls.length).toBeGreaterThan(8);
  });

  it("forwards an event as it came: a string as text, an object as JSON", async () => {
    fetch.mockImplementation(answer(202, {}));
    await postSession("s1", '{"type":"WA_EMBEDDED_SIGNUP" }');
    await postSession("s1", { type: "WA_EMBEDDED_SIGNUP" });
    const [first, second] = fetch.mock.calls.map(([, init]) => init);
    expect(first).toMatchObject({
      body: '{"type":"WA_EMBEDDED_SIGNUP" }',
      headers: { "content-type": "text/plain" },
    });
    expect(second).toMatchObject({ headers: { "content-type": "application/json" } });
  });
});
