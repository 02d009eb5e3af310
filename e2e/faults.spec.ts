import { test } from "@playwright/test";
import { killEverywhere } from "./faults/kill";
import { forgetTallies, printTallies } from "./faults/tally";

test.describe.configure({ mode: "default", timeout: 150_000 });
test.afterAll(printTallies);

test("a portal that is killed at any call goes on and doubles nothing", async () => {
  forgetTallies();
  await killEverywhere();
});
