import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { generateClient } from "./client/generate";
import { ROOT } from "./paths";

it("has written the client's types since the API last changed; else run npm run client", async () => {
  const kept = readFileSync(path.join(ROOT, "lib/api/client/schema.d.ts"), "utf8");
  expect(kept).toBe(await generateClient());
}, 60_000);
