import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { shareLookups } from "./share-lookups";

type Waiting = { resolve: (addresses: []) => void; reject: (error: Error) => void };

function slowNames() {
  const asked: string[] = [];
  const waiting: Waiting[] = [];
  const clock = { now: 0 };
  const look = shareLookups(
    (hostname) =>
      new Promise((resolve, reject) => {
        asked.push(hostname);
        waiting.push({ resolve, reject });
      }),
    () => clock.now,
  );
  return { asked, waiting, clock, look };
}

it("looks a name up once however many want it, and each name for itself", async () => {
  const { asked, waiting, look } = slowNames();
  const first = [look("hangs.example"), look("hangs.example"), look("other.example")];
  expect(asked).toEqual(["hangs.example", "other.example"]);
  for (const { resolve } of waiting) resolve([]);
  await Promise.all(first);
  // An answer is not kept: names may lead elsewhere at any time.
  void look("hangs.example");
  expect(asked).toHaveLength(3);
});

it("asks again for a name that was not found only after a while", async () => {
  const { asked, waiting, clock, look } = slowNames();
  const first = look("gone.example");
  waiting[0]?.reject(new Error("ENOTFOUND"));
  await expect(first).rejects.toThrow("ENOTFOUND");
  await turn();
  clock.now = 9_999;
  await expect(look("gone.example")).rejects.toThrow("ENOTFOUND");
  expect(asked).toHaveLength(1);
  clock.now = 10_000;
  void look("gone.example");
  expect(asked).toHaveLength(2);
});
