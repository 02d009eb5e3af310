import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { followStream } from "./follow-stream";

class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static all: FakeSource[] = [];
  readyState = 0;
  onopen = () => {};
  onerror = () => {};
  constructor(readonly url: string) {
    super();
    FakeSource.all.push(this);
  }
  close() {
    this.readyState = FakeSource.CLOSED;
  }
  tell(data: unknown) {
    this.dispatchEvent(new MessageEvent("view", { data: JSON.stringify(data) }));
  }
}

const page = Object.assign(new EventTarget(), { hidden: false });
const see = (isSeen: boolean) => {
  page.hidden = !isSeen;
  page.dispatchEvent(new Event("visibilitychange"));
};
const last = () => FakeSource.all.at(-1) as FakeSource;
let stop = () => {};

function follow() {
  const changed: (string[] | undefined)[] = [];
  const states: string[] = [];
  stop = followStream({
    url: () => `/admin/stream?since=${FakeSource.all.length}`,
    onChanged: (ids) => changed.push(ids),
    onState: (state) => states.push(state),
  });
  return { changed, states };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
  vi.stubGlobal("document", page);
  FakeSource.all = [];
  page.hidden = false;
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("passes on what changed, and that it cannot be told", () => {
  const { changed } = follow();
  last().onopen();
  last().tell({ ids: ["a"], isGap: false });
  last().tell({ ids: [], isGap: true });
  expect(changed).toEqual([["a"], undefined]);
});

it("rests while the tab is hidden, and catches up when it is seen again", () => {
  const { changed, states } = follow();
  last().onopen();
  see(false);
  expect(last().readyState).toBe(FakeSource.CLOSED);
  expect(FakeSource.all).toHaveLength(1);
  see(true);
  expect(FakeSource.all.map(({ url }) => url)).toEqual([
    "/admin/stream?since=0",
    "/admin/stream?since=1",
  ]);
  last().onopen();
  expect(changed).toEqual([undefined]);
  expect(states).toEqual(["on", "paused", "on"]);
});

it("catches up after a cut, and comes back by itself after a refusal", () => {
  const { changed, states } = follow();
  last().onopen();
  last().onerror();
  last().onopen();
  expect(changed).toEqual([undefined]);
  last().readyState = FakeSource.CLOSED;
  last().onerror();
  expect(states).toEqual(["on", "off", "on", "off"]);
  vi.advanceTimersByTime(10_000);
  expect(FakeSource.all).toHaveLength(2);
});

it("is over once it is stopped", () => {
  follow();
  stop();
  see(false);
  see(true);
  expect(FakeSource.all).toHaveLength(1);
});
