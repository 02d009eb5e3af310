import { afterEach, describe, expect, it, vi } from "vitest";
import type { LoginResponse } from "./facebook";
import { openSignup } from "./open-signup";

const launch = {
  config_id: "1",
  response_type: "code" as const,
  override_default_response_type: true as const,
  extras: { version: "v4" },
};

type Callback = (response: LoginResponse | undefined) => void;

function start({ popup, opens = true }: { popup: unknown; opens?: boolean }) {
  const original = vi.fn(() => popup);
  const page = { open: original } as unknown as Window;
  const heard: string[] = [];
  let callback: Callback = () => {};
  const login = vi.fn((answer: Callback) => {
    callback = answer;
    if (opens) page.open("https://www.facebook.com/dialog");
  });
  openSignup({
    sdk: { init: () => {}, login },
    launch,
    onCode: (code) => heard.push(`code ${code}`),
    onWindow: (window) => heard.push(window ? "opened" : "blocked"),
    page,
  });
  return { page, original, heard, login, answer: (response?: LoginResponse) => callback(response) };
}

describe("openSignup", () => {
  afterEach(() => vi.useRealTimers());

  it("hands FB.login a plain function and the launch exactly as it is", () => {
    const { login } = start({ popup: {} });
    const [callback, options] = login.mock.calls[0] as unknown as [Callback, unknown];
    expect(Object.prototype.toString.call(callback)).toBe("[object Function]");
    expect(options).toEqual(launch);
  });

  it("sees the window open and gives window.open back", () => {
    const { page, original, heard } = start({ popup: {} });
    expect(heard).toEqual(["opened"]);
    expect(page.open).toBe(original);
  });

  it.each([null, { closed: true }])("sees the window refused: %j", (popup) => {
    expect(start({ popup }).heard).toEqual(["blocked"]);
  });

  it("gives window.open back when no window was asked for", () => {
    vi.useFakeTimers();
    const { page, original, heard } = start({ popup: {}, opens: false });
    expect(page.open).not.toBe(original);
    vi.advanceTimersByTime(3_000);
    expect(page.open).toBe(original);
    expect(heard).toEqual([]);
  });

  it.each([
    [{ status: "connected", authResponse: { code: "AQB" } }, "code AQB"],
    [{ status: "connected", authResponse: { code: "" } }, "code undefined"],
    [{ status: "unknown", authResponse: null }, "code undefined"],
    [{ status: "unknown" }, "code undefined"],
    [undefined, "code undefined"],
  ])("reads the callback %j", (response, expected) => {
    const { heard, answer } = start({ popup: {} });
    answer(response);
    expect(heard.at(-1)).toBe(expected);
  });
});
